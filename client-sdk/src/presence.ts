import type { By, Topic } from '@cafe/contract';
import type { Following } from './following.ts';
import type { HeardHint, SaidHint } from './link.ts';
import { createListeners, type Readable } from './readable.ts';
import type { Timers } from './timers.ts';

/** How often it is said that somebody is still there, in milliseconds. */
const SAY_MS = 20_000;
/** Who was not heard of for so long is gone: two of their hints were lost, or they are. */
const GONE_MS = 45_000;
/** Who typed is typing for so long, unless they say so again. */
const TYPING_MS = 6_000;

/** Somebody else who looks at the same thing. */
export interface Present {
  /** Who, as far as one may know: guests are not told which of the staff it is. */
  readonly by: By;
  readonly kind: 'here' | 'typing';
}

/**
 * Who else is there. Nothing of it is kept, and a hint that is lost is not sent again: never decide on it. Who is silent for 45 s
 * is gone. It never rejects: where the topic may not be followed, or there is no connection, nobody is there.
 */
export interface Presence extends Readable<readonly Present[]> {
  /**
   * Lets the others know that somebody types here, for 6 s; call it with each key. Without a listener of one's own, nothing is
   * said.
   *
   * @see client-sdk/RULES.md, SDK-64
   * @example
   * input.addEventListener('input', () => cafe.presence(tableId).typing());
   */
  typing(): void;
}

interface Seen {
  readonly by: By;
  readonly hereAtMs: number;
  readonly typedAtMs: number;
}

export interface PresenceOptions {
  readonly topic: Topic;
  readonly following: Following;
  readonly timers: Timers;
  /** Says it on the present connection, if there is one. */
  readonly say: (hint: SaidHint) => void;
}

const NOBODY: readonly Present[] = [];

/** Who is on one topic. While somebody listens, the topic is followed, and the others hear that this client is there. */
export class TopicPresence implements Presence {
  readonly #options: PresenceOptions;
  readonly #listeners = createListeners();
  readonly #seen = new Map<string, Seen>();
  #snapshot: readonly Present[] = NOBODY;
  #unfollow: (() => void) | undefined;
  #stopTimer: () => void = () => {};
  #wasLive = false;

  constructor(options: PresenceOptions) {
    this.#options = options;
  }

  readonly getSnapshot = (): readonly Present[] => this.#snapshot;

  readonly subscribe = (listener: () => void): (() => void) => {
    const remove = this.#listeners.add(listener);
    if (!this.#unfollow) {
      this.#unfollow = this.#options.following.follow(this.#options.topic);
      this.standingChanged();
    }
    return () => {
      remove();
      if (this.#listeners.size() === 0) this.#leave();
    };
  };

  typing(): void {
    if (this.#wasLive) this.#say('typing');
  }

  /** Who heard of a topic may have changed: whoever comes says so, once it is followed. */
  standingChanged(): void {
    const { following, topic } = this.#options;
    const isLive = this.#unfollow !== undefined && following.standing(topic).kind === 'live';
    if (isLive === this.#wasLive) return;
    this.#wasLive = isLive;
    this.#stopTimer();
    if (isLive) this.#sayOn();
    else this.#seen.clear();
    this.#look();
  }

  heard({ from, kind }: HeardHint): void {
    if (!this.#unfollow) return;
    const key = JSON.stringify(from);
    const now = this.#options.timers.now();
    const isNew = !this.#seen.has(key);
    if (kind === 'left') this.#seen.delete(key);
    else this.#seen.set(key, { by: from, hereAtMs: now, typedAtMs: kind === 'typing' ? now : 0 });
    // Whoever comes has not heard who is there.
    if (isNew && kind !== 'left') this.#say('here');
    if (kind === 'typing') this.#options.timers.after(TYPING_MS, () => this.#look());
    this.#look();
  }

  #sayOn(): void {
    this.#say('here');
    this.#stopTimer = this.#options.timers.after(SAY_MS, () => {
      this.#sayOn();
      this.#look();
    });
  }

  #say(kind: SaidHint['kind']): void {
    this.#options.say({ topic: this.#options.topic, kind });
  }

  #leave(): void {
    if (this.#wasLive) this.#say('left');
    this.#unfollow?.();
    this.#unfollow = undefined;
    this.standingChanged();
  }

  /** Looks who is there, and tells where that is somebody else than before. */
  #look(): void {
    const now = this.#options.timers.now();
    for (const [key, { hereAtMs }] of this.#seen) if (now - hereAtMs >= GONE_MS) this.#seen.delete(key);
    const next = [...this.#seen.values()].map(
      ({ by, typedAtMs }): Present => ({ by, kind: now - typedAtMs < TYPING_MS ? 'typing' : 'here' }),
    );
    if (JSON.stringify(next) === JSON.stringify(this.#snapshot)) return;
    this.#snapshot = next.length > 0 ? next : NOBODY;
    this.#listeners.call();
  }
}
