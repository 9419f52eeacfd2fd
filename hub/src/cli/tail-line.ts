import { styleText } from 'node:util';
import type { CommitPart, DomainEvent } from '@cafe/contract';
import type { LetOut } from '@cafe/services/kernel';

/** What a line says of one event. Nothing that people typed is in it. */
export interface TailEvent {
  readonly at: string;
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly facts: Readonly<Record<string, string | number | boolean>>;
  readonly by: { readonly kind: string; readonly id?: string | undefined };
  readonly commandId: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Fields whose texts are words of ours: nobody types into them. */
const OUR_WORDS = new Set(['status', 'state', 'kind', 'serviceType', 'method', 'role', 'businessDay']);
/** What only repeats the event or the stream it is on. */
const SAID_ALREADY = new Set(['type', 'orderId']);

/** A field as a fact: numbers, ids, words of ours, and of a list how long it is. Anything else may be what somebody typed. */
const factOf = (name: string, value: unknown): string | number | boolean | undefined => {
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.length;
  if (typeof value !== 'string') return undefined;
  return UUID.test(value) || OUR_WORDS.has(name) ? value : undefined;
};

const factsOf = (event: DomainEvent): TailEvent['facts'] =>
  Object.fromEntries(
    Object.entries(event).flatMap(([name, value]) => {
      const fact = SAID_ALREADY.has(name) ? undefined : factOf(name, value);
      return fact === undefined ? [] : [[name, fact]];
    }),
  );

const eventsOf = ({ commit }: LetOut, { stream, version, events }: CommitPart): readonly TailEvent[] => {
  const { at, by, commandId } = commit;
  const who = { kind: by.kind, ...('id' in by && { id: by.id }) };
  return events.map((event) => ({
    ...{ at, stream, version, type: event.type },
    ...{ facts: factsOf(event), by: who, commandId },
  }));
};

/** What there is to say of the parts of a commit that somebody wants to see. */
export const tailEvents = (letOut: LetOut, isWanted: (part: LetOut['parts'][number]) => boolean): TailEvent[] =>
  letOut.parts.filter(isWanted).flatMap(({ part }) => eventsOf(letOut, part));

/** So much of an id tells it from the others of an evening; a whole one is shown where it is looked for by. */
const SHORT = 8;
const short = (text: string): string => (UUID.test(text) ? text.slice(-SHORT) : text);
const shortStream = (stream: string): string => {
  const [kind = '', id = ''] = stream.split(':');
  return kind === 'order' ? stream : `${kind}:${short(id)}`;
};

type Style = 'dim' | 'cyan' | 'bold' | 'green';

/** One line for people. */
export const tailLine = (
  { at, stream, version, type, facts, by, commandId }: TailEvent,
  isColoured: boolean,
): string => {
  const paint = (style: Style, text: string) => (isColoured ? styleText(style, text) : text);
  const said = Object.entries(facts).map(([name, fact]) => `${name}=${typeof fact === 'string' ? short(fact) : fact}`);
  return [
    paint('dim', at),
    paint('cyan', `${shortStream(stream)}#${version}`),
    paint('bold', type),
    ...said,
    paint('green', `by ${by.kind}${by.id === undefined ? '' : ` ${short(by.id)}`}`),
    paint('dim', `command ${commandId}`),
  ].join('  ');
};
