import type {
  Ack,
  AuthAnswer,
  CommandEnvelope,
  CommitsFrame,
  Head,
  HubToClient,
  Notice,
  StationId,
  SyncAnswer,
  Topic,
} from '@cafe/contract';
import { clientError } from './cafe-error.ts';

/** One connection to the hub, from the moment it let us in until it ends. It is never mended: a new one is opened. */
export interface Link {
  /** Each rejects with `client.connection_lost` when the link ends before the answer: whether it was done is unknown. */
  command(envelope: CommandEnvelope): Promise<Ack>;
  sync(request: Sync): Promise<SyncAnswer>;
  auth(token: string): Promise<AuthAnswer>;
  /** Says once that parts are on the glass; nobody answers. */
  shown(shown: { readonly stations: readonly StationId[]; readonly parts: readonly Head[] }): void;
  /** Says who is where; it may be lost, and nobody answers. */
  hint(hint: SaidHint): void;
  close(): void;
}

/** That somebody is on a topic, types there or left it: of somebody else, with who it is. */
export type HeardHint = Parameters<HubToClient['hint']>[0];
export type SaidHint = Omit<HeardHint, 'from'>;

/** A `sync` as it is asked for. */
export type Sync =
  | { readonly subscribe: readonly Topic[]; readonly have: readonly Head[]; readonly epoch?: string }
  | { readonly next: string };

/** What the hub says on a link. */
export interface LinkEvents {
  commits(frame: CommitsFrame): void;
  heads(heads: readonly Head[]): void;
  notice(notice: Notice): void;
  hint(hint: HeardHint): void;
  /** The hub gave a sign of life: a message, or the beat that it gives every few seconds. */
  readonly heard: () => void;
  /** Once, after which nothing more comes. */
  closed(why: string): void;
}

export interface LinkTarget {
  readonly url: string;
  readonly token: string;
  readonly protocol: number;
}

/**
 * Opens a connection and resolves when the hub has let it in.
 *
 * @throws {CafeError} the hub's refusal, or `client.unreachable`
 */
export type OpenLink = (target: LinkTarget, events: LinkEvents) => Promise<Link>;

// What comes from the hub is looked at before it is believed, though not in every detail: the hub checked it when it was
// written, and a whole schema library would weigh more than this package.

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** An answer to a message. @throws {CafeError} `client.unreadable` */
export const readAnswer = <Answer extends { readonly ok: boolean }>(raw: unknown): Answer => {
  const readable =
    isObject(raw) &&
    (raw['ok'] === true ||
      (raw['ok'] === false && isObject(raw['refusal']) && typeof raw['refusal']['code'] === 'string'));
  if (!readable) throw clientError('client.unreadable', 'the hub answered something that is no answer');
  return raw as unknown as Answer; // its shape was looked at above
};

const isStreamVersion = (stream: unknown, version: unknown): boolean =>
  typeof stream === 'string' && Number.isSafeInteger(version);

/** A frame of commits; undefined where it is none. */
export const readCommits = (raw: unknown): CommitsFrame | undefined =>
  Array.isArray(raw) &&
  raw.every(
    (entry) =>
      isObject(entry) &&
      isStreamVersion(entry['stream'], entry['version']) &&
      ('state' in entry || (Array.isArray(entry['events']) && isObject(entry['by']))),
  )
    ? raw
    : undefined;

/** A frame of heads; undefined where it is none. */
export const readHeads = (raw: unknown): readonly Head[] | undefined =>
  Array.isArray(raw) && raw.every((head) => Array.isArray(head) && isStreamVersion(head[0], head[1])) ? raw : undefined;

/** A hint; undefined where it is none, or of a kind that this version does not know. */
export const readHint = (raw: unknown): HeardHint | undefined => {
  if (!isObject(raw) || typeof raw['topic'] !== 'string' || !isObject(raw['from'])) return undefined;
  const isKnown = raw['kind'] === 'here' || raw['kind'] === 'typing' || raw['kind'] === 'left';
  return isKnown ? (raw as unknown as HeardHint) : undefined; // looked at just now
};

/** A notice; undefined where it is none. A kind of a newer hub is passed on: nobody has to know it. */
export const readNotice = (raw: unknown): Notice | undefined =>
  isObject(raw) && typeof raw['kind'] === 'string' ? (raw as unknown as Notice) : undefined; // looked at just now
