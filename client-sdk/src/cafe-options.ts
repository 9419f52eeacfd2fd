import type { CommitsFrame, Head, Notice } from '@cafe/contract';
import { PROTOCOL_VERSION } from '@cafe/contract/folds';
import { clientError } from './cafe-error.ts';
import { hasIndexedDb } from './indexed-db-outbox.ts';
import type { KeepReplica } from './kept-replica.ts';
import type { OpenLink } from './link.ts';
import type { OpenOutbox } from './outbox-store.ts';
import type { Applied } from './replica-known.ts';
import { systemTimers, type Timers } from './timers.ts';
import type { GetToken } from './token-source.ts';
import { openSocket } from './transport.ts';

/** What a client heard, and what became of it; for tests and for looking into what happens. */
export type Heard =
  | { readonly kind: 'commits'; readonly frame: CommitsFrame }
  | { readonly kind: 'heads'; readonly heads: readonly Head[] }
  | { readonly kind: 'notice'; readonly notice: Notice }
  | { readonly kind: 'applied'; readonly applied: Applied };

/** What {@link createCafe} is told. One that is wrong, or has no such name, is `client.bad_option`. */
export interface CafeOptions {
  /** The hub's address, `http://192.168.1.10:3000`; a path, as a proxy may have one, is kept. */
  readonly url: string;
  /**
   * Gives an access token: of a device, a guest or a person. It is called for every connection, before a token ends and
   * after one was refused as expired; `why` says which. Where it rejects with what may pass, it is asked again.
   */
  readonly getToken: GetToken;
  /** The version of the wire that is spoken; for tests of what happens to an old app. */
  readonly protocol?: number;
  /**
   * Without a connection for so long, in milliseconds, it is called offline; 8,000 when absent. What must not wait is refused
   * with `client.needs_connection` from then on where there was no connection yet, and at once where one was lost.
   */
  readonly offlineAfterMs?: number;
  /**
   * How long a command is tried unless it says otherwise, in milliseconds; 30,000 when absent. What the outbox keeps is tried
   * without an end.
   */
  readonly timeoutMs?: number;
  /**
   * Whether commands that may wait are kept on this device until the hub has answered them, so that they outlive the page:
   * `true` or `false`, or where to (`fileOutbox` of `@cafe/client-sdk/node`). When absent, it is on in browsers where
   * `getToken` is `tokensOf` an enrolled device, and off otherwise: a guest's phone is not the café's.
   */
  readonly outbox?: boolean | OpenOutbox;
  /**
   * Where what is followed is kept, so that the next page shows it before the hub has answered, or while it does not:
   * `indexedDbReplicas` of `@cafe/client-sdk/browser` in a browser. When absent, nowhere.
   */
  readonly replicas?: KeepReplica;
  /**
   * Told of what went wrong and was nobody's question: a refused `sync`, a token that could not be renewed, an outbox that fails
   * (`client.outbox_failed`, `client.outbox_full`) or may be cleared (`client.outbox_not_persistent`, `client.outbox_evicted`).
   * When absent, nobody is.
   */
  readonly report?: (error: unknown) => void;
  /** Told of everything that is heard and applied. */
  readonly observe?: (heard: Heard) => void;
  /** Opens connections; for tests. */
  readonly openLink?: OpenLink;
  /** Time and chance; for tests. */
  readonly timers?: Timers;
}

const DEFAULTS = {
  protocol: PROTOCOL_VERSION,
  offlineAfterMs: 8_000,
  timeoutMs: 30_000,
  report: () => {},
  observe: () => {},
  replicas: async () => {},
  openLink: openSocket,
  timers: systemTimers,
} satisfies Omit<Required<CafeOptions>, 'url' | 'getToken' | 'outbox'>;

/** Options with what was left open; of the outbox, that it was left open says something. */
export type CompleteOptions = Required<Omit<CafeOptions, 'outbox'>> & Pick<CafeOptions, 'outbox'>;

const NAMES: ReadonlySet<string> = new Set(['url', 'getToken', 'outbox', ...Object.keys(DEFAULTS)]);

const bad = (message: string) => clientError('client.bad_option', message);

/** The options with what was left open. @throws {CafeError} `client.bad_option` names the one that is wrong */
export const completed = (options: CafeOptions): CompleteOptions => {
  for (const name of Object.keys(options)) {
    if (!NAMES.has(name)) throw bad(`there is no option ${name}; there are ${[...NAMES].join(', ')}`);
  }
  const { url, getToken, outbox, replicas = getToken } = options;
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) throw bad(`url "${url}" is no http address`);
  if (typeof getToken !== 'function') throw bad('getToken is no function');
  if (outbox !== undefined && typeof outbox !== 'boolean' && typeof outbox !== 'function') {
    throw bad('outbox is neither true, false nor a function');
  }
  if (typeof replicas !== 'function') throw bad('replicas is no function');
  if (outbox === true && !hasIndexedDb()) {
    throw bad('outbox is true, and there is no IndexedDB here: name one, as fileOutbox of /node');
  }
  return { ...DEFAULTS, ...options };
};
