import type { Base, SessionId, Topic } from '@cafe/contract';
import { FOLDS, initialOf, kindOf, PROTOCOL_VERSION, type StreamName } from '@cafe/contract/folds';
import type { Known } from '../replica-known.ts';
import type { KeptReplica } from './replica-source.ts';

/** What lies on the disk beside the streams. */
export interface StoredFacts extends Pick<KeptReplica, 'epoch' | 'topics' | 'heardAtMs'> {
  /** By what it was folded. */
  readonly format: string;
  /** Whose sign-in saw it; absent: nobody's, the device saw it alone. */
  readonly session?: SessionId | undefined;
}

/** A replica as it lies on a disk, where anything may have become of it. */
export interface StoredReplica {
  readonly facts: unknown;
  readonly streams: readonly unknown[];
}

/** What is stored of one stream. */
export interface StoredStream extends Pick<Known, 'version' | 'state'> {
  readonly stream: StreamName;
}

/** Of folds of another form nothing is taken up: their fields may mean something else. */
export const FORMAT = [1, PROTOCOL_VERSION, ...Object.values(FOLDS).map(({ foldVersion }) => foldVersion)].join('.');

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const formOf = (value: unknown): string => (Array.isArray(value) ? 'array' : typeof value);

/** What every bill has from its opening on, as far as screens walk through it. */
const BILL: Fields = { lines: [], guests: [], payments: [], totals: {} };

/** Whether what a state has is of the form that its fold gives it. What somebody may not see is left out, and no mistake. */
const isOfForm = (state: Fields, form: Fields): boolean =>
  Object.entries(form).every(([key, value]) => !(key in state) || formOf(state[key]) === formOf(value));

const isStream = (row: unknown): row is Base => {
  if (!isObject(row)) return false;
  const { stream, version, state } = row;
  if (typeof stream !== 'string' || !isObject(state) || !Number.isSafeInteger(version)) return false;
  const name = stream as StreamName; // whether its kind is one is looked at in the next line
  if (!Object.hasOwn(FOLDS, kindOf(name))) return false;
  if (!isOfForm(state, { ...initialOf(name) })) return false;
  return kindOf(name) !== 'order' || state['status'] === 'none' || isBill(state);
};

const isBill = (state: Fields): boolean =>
  typeof state['status'] === 'string' && Array.isArray(state['lines']) && isOfForm(state, BILL);

const readFacts = (raw: unknown): StoredFacts | undefined => {
  if (!isObject(raw)) return undefined;
  const { format, session, epoch, topics, heardAtMs } = raw;
  if (format !== FORMAT || typeof epoch !== 'string' || typeof heardAtMs !== 'number') return undefined;
  if (!Array.isArray(topics) || !topics.every((topic) => typeof topic === 'string')) return undefined;
  // Texts, which the hub gave and this package wrote down: a topic that is none is followed by nobody.
  return { format, session: session as SessionId | undefined, epoch, topics: topics as Topic[], heardAtMs };
};

/**
 * What was stored, for whoever is there now; undefined where it was another's, or any of it is not as it was written: of what
 * belongs together nothing is shown alone.
 */
export const readStored = (
  { facts: raw, streams }: StoredReplica,
  session: SessionId | undefined,
): KeptReplica | undefined => {
  const facts = readFacts(raw);
  if (!facts || facts.session !== session || !streams.every(isStream)) return undefined;
  return { epoch: facts.epoch, topics: facts.topics, heardAtMs: facts.heardAtMs, streams };
};
