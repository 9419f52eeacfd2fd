import {
  type Ack,
  CommandEnvelope,
  type CommandEnvelope as Envelope,
  type FirstWord,
  firstWordOf,
} from '@cafe/contract';
import { type Context, type Receipt, Refusal, type Service, type StageWatch } from '@cafe/services/kernel';
import { refuseCardNumbers } from './card-numbers.ts';
import type { Admitted, Door } from './door.ts';
import type { EnsureFresh } from './freshness.ts';
import type { About } from './log.ts';
import { checkShape } from './message-shape.ts';
import type { Stage } from './metrics/command-metrics.ts';
import { traceIdOf } from './observe/trace-ids.ts';
import type { Tracer, Way } from './observe/tracer.ts';
import { limitKeyOf, type Peer } from './peer.ts';
import type { RateLimiter } from './rate-limits.ts';

export interface ExecuteOptions {
  readonly door: Door;
  readonly services: ReadonlyMap<FirstWord, Service>;
  readonly limiters: { readonly staff: RateLimiter; readonly guest: RateLimiter };
  /** Reads on in the log where the hub is behind. @throws {Refusal} `hub.busy` */
  readonly ensureFresh: EnsureFresh;
  /** Told of every command's end; `outcome` is `ok` or the code of its refusal. */
  readonly measure: (command: string, outcome: string, seconds: number) => void;
  /** A bug or an outage: whatever was thrown and is no refusal, and the ids by which it is found again. */
  readonly report: (error: unknown, about?: About) => void;
  /** Times the stages of every command's way that are the hub's. */
  readonly watch: StageWatch<Exclude<Stage, 'emit'>>;
  readonly tracer: Tracer;
  readonly newRequestId: () => string;
  /** Monotonic, milliseconds. */
  readonly elapsed: () => number;
}

/** One command in, one answer out, for sockets and HTTP alike. Never rejects. */
export type Execute = (raw: unknown, peer: Peer) => Promise<Ack>;

/** What a message is, as a command. Nothing else looks at it before. */
const parse = (raw: unknown): Envelope => {
  checkShape(raw);
  const parsed = CommandEnvelope.safeParse(raw);
  if (!parsed.success) throw malformed(parsed.error.issues);
  refuseCardNumbers(parsed.data.command);
  return parsed.data;
};

/** By what a command is found in logs and traces. */
const idsOf = ({ id, command }: Envelope): About => ({ command: command.type, commandId: id, traceId: traceIdOf(id) });

interface Issue {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** What was wrong with a message, without echoing what it said. */
export const malformed = (issues: readonly Issue[]): Refusal => {
  const at = issues.slice(0, 5).map(({ path, message }) => ({ path: path.map(String).join('.'), message }));
  const [first] = at;
  return new Refusal(
    'command.malformed',
    first ? `${first.path || 'the message'}: ${first.message}` : 'not a command',
    {
      details: { issues: at },
    },
  );
};

const ownerIn = (services: ExecuteOptions['services'], { command }: Envelope): Service => {
  const service = services.get(firstWordOf(command.type));
  if (!service) throw new Error(`no service owns ${command.type}`);
  return service;
};

export const createExecute = (options: ExecuteOptions): Execute => {
  const { door, services, limiters, ensureFresh, measure, watch, tracer, report, newRequestId, elapsed } = options;

  const admit = async (envelope: Envelope, peer: Peer, fromMs: number): Promise<Admitted> => {
    try {
      await ensureFresh();
      return await door.admit(envelope, peer);
    } finally {
      watch.ended('admit', envelope, { fromMs, toMs: elapsed() });
    }
  };

  const run = async (envelope: Envelope, peer: Peer, parsedMs: number): Promise<Receipt> => {
    const admitted = await admit(envelope, peer, parsedMs);
    if ('receipt' in admitted) return admitted.receipt;
    const context: Context = admitted.context;
    return ownerIn(services, envelope).handle(envelope, context);
  };

  const refuse = (error: unknown, envelope: Envelope | undefined): { readonly ack: Ack; readonly code: string } => {
    const requestId = newRequestId();
    if (!(error instanceof Refusal)) report(error, { requestId, ...(envelope && idsOf(envelope)) });
    const refusal = error instanceof Refusal ? error : new Refusal('hub.internal', 'the hub failed');
    return { ack: { ok: false, refusal: { ...refusal.toBody(), requestId } }, code: refusal.code };
  };

  return async (raw, peer) => {
    const startedAt = elapsed();
    let envelope: Envelope | undefined;
    let way: Way | undefined;
    try {
      await (peer.opener?.kind === 'guest' ? limiters.guest : limiters.staff).consume(limitKeyOf(peer));
      const countedMs = elapsed();
      envelope = parse(raw);
      const parsedMs = elapsed();
      if (tracer.isOn) way = tracer.began(envelope, { fromMs: startedAt, by: peer.opener?.kind ?? 'newcomer' });
      watch.ended('parse', envelope, { fromMs: countedMs, toMs: parsedMs });
      const receipt = await run(envelope, peer, parsedMs);
      const endedMs = elapsed();
      measure(envelope.command.type, 'ok', (endedMs - startedAt) / 1_000);
      way?.ended('ok', endedMs, receipt);
      return { ok: true, ...receipt };
    } catch (error) {
      const { ack, code } = refuse(error, envelope);
      const endedMs = elapsed();
      measure(envelope?.command.type ?? 'unknown', code, (endedMs - startedAt) / 1_000);
      way?.ended(code, endedMs);
      return ack;
    }
  };
};
