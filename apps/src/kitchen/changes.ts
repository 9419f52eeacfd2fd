import type { LineId } from '@cafe/client-sdk';
import { linesOf, type Standing, type Ticket, type Tickets } from './ticket.ts';

/** Every line that was on this screen, with where it stood. */
export type KnownLines = ReadonlyMap<LineId, Standing>;

/** What came since: the keys of its cards, each in the worst of what happened to it. */
export interface Changes {
  readonly new: readonly string[];
  readonly changed: readonly string[];
  readonly void: readonly string[];
}

export const knownLines = ({ open, done }: Tickets): KnownLines =>
  new Map([...open, ...done].flatMap(linesOf).map(({ line, standing }) => [line.lineId, standing]));

type Kind = keyof Changes;

const kindOf = (ticket: Ticket, known: KnownLines): Kind | undefined => {
  const lines = linesOf(ticket);
  const isVoided = lines.some(({ line, standing }) => standing === 'voided' && known.get(line.lineId) !== 'voided');
  if (isVoided) return 'void';
  const isNew = ({ line, standing }: (typeof lines)[number]) => standing !== 'done' && !known.has(line.lineId);
  if (!lines.some(isNew)) return undefined;
  return lines.every(isNew) ? 'new' : 'changed';
};

/** What came to a screen. A card that was recalled is nothing new: its lines are known. */
export const changesSince = (known: KnownLines, { open }: Tickets): Changes => {
  const found: Record<Kind, string[]> = { new: [], changed: [], void: [] };
  for (const ticket of open) {
    const kind = kindOf(ticket, known);
    if (kind) found[kind].push(ticket.key);
  }
  return found;
};
