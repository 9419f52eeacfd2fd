import type { Notice } from '@cafe/contract';
import { asCafeError, CafeError, clientError } from './cafe-error.ts';
import { type ConnectionEnd, nextStep } from './connection-end.ts';
import { type ConnectionState, StateKeeper } from './connection-state.ts';
import type { Link, LinkEvents, OpenLink } from './link.ts';
import { type Readable, when } from './readable.ts';
import { present, Seat } from './seat.ts';
import { createSleeper, type Sleeper, type Timers } from './timers.ts';
import type { GetToken, Person, TokenReason } from './token-source.ts';

export interface ConnectionOptions {
  readonly url: string;
  readonly protocol: number;
  readonly getToken: GetToken;
  readonly openLink: OpenLink;
  readonly timers: Timers;
  /** After so many milliseconds without a connection it is called offline. */
  readonly offlineAfterMs: number;
  readonly report: (error: unknown) => void;
}

/** What the rest of this package does with a connection. */
export interface ConnectionUser extends Pick<LinkEvents, 'commits' | 'heads' | 'notice' | 'hint' | 'heard'> {
  /** A link is there and whoever is signed in was shown on it. */
  linkUp(link: Link): void;
  linkDown(): void;
  /** Who is there, or what they may hear, changed: ask anew. */
  resync(): void;
  stopped(reason: CafeError): void;
}

/** Keeps one link to the hub open for as long as it may. */
export class Connection {
  readonly #options: ConnectionOptions;
  readonly #user: ConnectionUser;
  readonly #state: StateKeeper;
  readonly seat = new Seat();
  #link: Link | undefined;
  /** What the hub said of the end of the present link before it came. */
  #foretold: { reason?: CafeError; retryAfterMs?: number; isMoving?: boolean } = {};
  #renewing: Promise<void> | undefined;
  readonly #sleeper: Sleeper;

  constructor(options: ConnectionOptions, user: ConnectionUser) {
    this.#options = options;
    this.#user = user;
    this.#state = new StateKeeper(options.timers, options.offlineAfterMs);
    this.#sleeper = createSleeper(options.timers);
  }

  get state(): Readable<ConnectionState> {
    return this.#state.readable;
  }

  /** Connects, and connects again whenever the link ends, until {@link Connection.stop} or a refusal. */
  async start(): Promise<void> {
    this.#state.seeking();
    let why: TokenReason = 'connect';
    for (let failures = 0; !this.#state.isStopped; failures += 1) {
      const end = await this.#liveOnce(why);
      if (this.#state.isStopped) return;
      if (end.wasOnline) failures = 0;
      const next = nextStep(end, failures, this.#options.timers);
      if (next.kind === 'stop') return this.stop(next.reason);
      if (end.isMoving) this.#state.moving();
      else this.#state.failed(end.reason);
      why = next.freshToken ? 'expired' : 'connect';
      await this.#sleeper.sleep(next.afterMs);
    }
  }

  /** Ends it for good. */
  stop(reason?: CafeError): void {
    if (this.#state.isStopped) return;
    this.#state.stopped(reason);
    this.#link?.close();
    this.#sleeper.wake();
    this.#user.stopped(reason ?? clientError('client.stopped', 'this client was stopped'));
  }

  /**
   * Makes a person current on this device; resolves when the hub knows.
   *
   * @throws {CafeError} `auth.…` who may not: then nobody is current
   */
  async actAs(person: Person | undefined): Promise<void> {
    const link = this.#link;
    const had = this.seat.person;
    this.seat.set(person);
    // The next link is the device's alone, or shows them where this one is on its way with somebody else.
    if (person ? this.#state.now !== 'online' : had) link?.close();
    if (!person) return;
    if (link && this.#state.now === 'online' && (await this.#showNow(link))) return;
    const { state } = await when(this.#state.readable, (now) => {
      const isUp = now.state === 'online' && this.#link !== undefined && this.#link !== link;
      return (isUp || now.state === 'stopped') && now;
    });
    if (state === 'stopped') throw clientError('client.stopped', 'this client was stopped');
    const { reason } = this.seat.state.getSnapshot();
    if (reason) throw reason;
  }

  /** Shows who is there on the present link; false where the link was lost over it: then the next one shows them. */
  async #showNow(link: Link): Promise<boolean> {
    try {
      await this.seat.show(link, 'connect');
      this.#user.resync();
      return true;
    } catch (thrown) {
      if (asCafeError(thrown).code !== 'client.connection_lost') throw thrown;
      return false;
    }
  }

  /** Shows fresh tokens on the present link; several askers share one go. Resolves also where it was in vain. */
  renew(why: TokenReason): Promise<void> {
    this.#renewing ??= this.#renew(why).finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  /** Opens one link and resolves when it has ended. Never rejects. */
  async #liveOnce(why: TokenReason): Promise<ConnectionEnd> {
    const { url, protocol, getToken, openLink } = this.#options;
    let wasOnline = false;
    this.#foretold = {};
    try {
      const token = await getToken(why);
      if (this.#state.isStopped) return { wasOnline, reason: undefined, retryAfterMs: undefined };
      let closed: () => void = () => {};
      const end = new Promise<void>((resolve) => {
        closed = resolve;
      });
      const link = await openLink({ url, token, protocol }, this.#eventsOf(closed));
      wasOnline = await this.#settle(link);
      await end;
    } catch (thrown) {
      this.#foretold.reason ??= asCafeError(thrown);
      this.#link?.close();
    }
    this.#link = undefined;
    if (wasOnline) this.#user.linkDown();
    const { reason, retryAfterMs, isMoving = false } = this.#foretold;
    return { wasOnline, reason, retryAfterMs, isMoving: isMoving && wasOnline };
  }

  /** Shows who is there on a new link and says that it is up. */
  async #settle(link: Link): Promise<boolean> {
    this.#link = link;
    if (this.#state.isStopped) {
      link.close();
      return false;
    }
    try {
      await this.seat.show(link, 'connect');
    } catch (thrown) {
      // Somebody who may not stay leaves a device that may; anything else is the link's fault.
      if (asCafeError(thrown).retryable) throw thrown;
    }
    this.#state.online();
    this.#user.linkUp(link);
    return true;
  }

  #eventsOf(closed: () => void): LinkEvents {
    return { ...this.#user, notice: (notice) => this.#onNotice(notice), closed };
  }

  #onNotice(notice: Notice): void {
    if (notice.kind === 'authExpiring') void this.renew('expiring');
    else if (notice.kind === 'resync') this.#user.resync();
    else if (notice.kind === 'draining')
      Object.assign(this.#foretold, { retryAfterMs: notice.retryAfterMs, isMoving: true });
    else if (notice.kind === 'ended') this.#foretold.reason = new CafeError(notice.code, 'the hub ended this session');
    else if (notice.kind === 'authExpired') {
      this.#foretold.reason = new CafeError('auth.expired', 'the access token expired', { retryable: true });
      void this.renew('expired');
    }
    this.#user.notice(notice);
  }

  async #renew(why: TokenReason): Promise<void> {
    const link = this.#link;
    if (!link) return;
    try {
      await present(link, this.#options.getToken, why);
      await this.seat.show(link, why);
      if (this.#foretold.reason?.code === 'auth.expired') delete this.#foretold.reason;
    } catch (error) {
      this.#options.report(error);
    }
    if (this.#link === link) this.#user.resync();
  }
}
