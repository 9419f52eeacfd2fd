import type { CommitPart, StationId } from '@cafe/contract';
import type { Envelope, Lasted, LetOut, Receipt } from '@cafe/services/kernel';
import type { Stage } from '../metrics/command-metrics.ts';

/** A command on its way through this process. */
export interface Way {
  /** It was answered: `ok`, or the code of its refusal. */
  ended(outcome: string, toMs: number, receipt?: Receipt): void;
}

/** A part of a commit that a station's screen has on its glass. */
export interface ShownPart extends Pick<CommitPart, 'stream' | 'version'> {
  readonly commandId: string;
  readonly stationId: StationId;
  /** When it was decided, and now; milliseconds since 1970. */
  readonly sinceMs: number;
  readonly nowMs: number;
}

/**
 * Follows a command from the tap to the kitchen. Times are monotonic milliseconds unless said otherwise. What it is told goes
 * into spans as ids, types, codes and counts: nothing that people typed, no name, no secret.
 */
export interface Tracer {
  /** Whether anything is traced at all; where not, nothing needs to be counted up for it. */
  readonly isOn: boolean;
  /** A command came in from somebody; what happens to it in this process belongs below, until it is answered. */
  began(envelope: Envelope, from: { readonly fromMs: number; readonly by: string }): Way;
  stage(stage: Exclude<Stage, 'emit'>, envelope: Envelope, lasted: Lasted): void;
  /** A commit was handed to so many sockets in so many rooms of this hub. */
  emitted(letOut: LetOut, lasted: Lasted, to: { readonly rooms: number; readonly sockets: number }): void;
  shown(part: ShownPart): void;
  /** Headers for a call that is made for a command; none where it is not traced. */
  inject(commandId: string): Readonly<Record<string, string>>;
  /** Runs what another process asked for, below the span its headers name. */
  extract<Result>(headers: Headers, envelope: Envelope, run: () => Promise<Result>): Promise<Result>;
  /** Sends what is left. Resolves when that is done or given up. */
  stop(): Promise<void>;
}

/** As node:http has them; whoever sent them may have sent anything. */
export type Headers = Readonly<Record<string, unknown>>;

const NO_WAY: Way = { ended: () => {} };
const NO_HEADERS = {};

export const UNTRACED: Tracer = {
  isOn: false,
  began: () => NO_WAY,
  stage: () => {},
  emitted: () => {},
  shown: () => {},
  inject: () => NO_HEADERS,
  extract: (_headers, _envelope, run) => run(),
  stop: async () => {},
};
