import type { CommandId, Notice, Topic } from '@cafe/contract';
import type { StreamName } from '@cafe/contract/folds';
import { type Announcing, createAnnouncing } from './announcing.ts';
import { CafeError } from './cafe-error.ts';
import type { CompleteOptions } from './cafe-options.ts';
import { chooseOutbox } from './choose-outbox.ts';
import type { MakeId, Send } from './commands/send.ts';
import { Connection, type ConnectionUser } from './connection.ts';
import { Following } from './following.ts';
import { HubClock } from './hub-clock.ts';
import { uuidV7 } from './ids.ts';
import type { ClientInside } from './kept-replica.ts';
import type { Link, SaidHint } from './link.ts';
import { Outbox } from './outbox.ts';
import type { Ended } from './outbox-view.ts';
import { Outgoing } from './outgoing.ts';
import type { Pending, Receipt } from './outgoing-pending.ts';
import { TopicPresence } from './presence.ts';
import { Replica } from './replica.ts';
import type { Taken } from './replica-known.ts';
import { Shown } from './shown.ts';
import { Unsent } from './unsent.ts';
import { View, type ViewSource } from './view.ts';

/** The parts of a client, and how they hear of one another. */
export class Client {
  readonly options: CompleteOptions;
  readonly replica = new Replica();
  readonly #presences = new Map<Topic, TopicPresence>();
  #link: Link | undefined;
  readonly #views = new Map<string, View<unknown>>();
  readonly #unsent = new Unsent(() => this.clock.now());
  /** Said after each change of what is here, and of how it stands. */
  readonly changes: Announcing<void> = createAnnouncing();
  readonly clock: HubClock;
  readonly notices: Announcing<Notice> = createAnnouncing();
  readonly ends: Announcing<Ended> = createAnnouncing();
  readonly shown = new Shown();
  readonly following: Following;
  readonly connection: Connection;
  readonly outbox: Outbox | undefined;
  readonly outgoing: Outgoing;

  constructor(options: CompleteOptions) {
    this.options = options;
    const { timers, report } = options;
    this.clock = new HubClock(timers);
    this.following = new Following({
      replica: this.replica,
      timers,
      report,
      taken: (taken) => this.taken(taken),
      standingChanged: () => {
        this.#tellViews();
        for (const presence of this.#presences.values()) presence.standingChanged();
      },
      heardClock: this.clock.said,
    });
    this.outbox = this.#makeOutbox();
    this.outgoing = new Outgoing({
      timers,
      timeoutMs: options.timeoutMs,
      outbox: this.outbox,
      renew: () => this.connection.renew('expired'),
      began: (pending) => this.#tellOf(this.#unsent.began(pending)),
      ended: (pending, outcome) => this.#ended(pending, outcome),
    });
    this.connection = new Connection(options, this.#user());
    this.connection.state.subscribe(() => {
      if (this.connection.state.getSnapshot().state === 'offline') this.outgoing.linkDown();
    });
  }

  /** Resolves when what an earlier page left is here, and in its outbox on its way before anything else is. */
  async start(): Promise<void> {
    // Whatever keeps replicas is of this package, and knows what it gets.
    await Promise.all([this.outbox?.start(), this.options.replicas(this as unknown as ClientInside)]);
    await this.connection.start();
  }

  readonly newId: MakeId = <Id extends string>() => uuidV7(this.clock.now()) as Id; // every brand is a bare uuid

  readonly send: Send = (command, { id = this.newId<CommandId>(), approval, timeoutMs, onSaved } = {}) => {
    const session = this.connection.seat.person?.session;
    return this.outgoing.send({ id, command, session, approval, timeoutMs, ...(onSaved && { onSaved }) });
  };

  /** The same view for the same thing, so that its snapshots are the same objects for everybody. */
  view<Value>(key: string, make: () => ViewSource<Value>): View<Value> {
    const made = this.#views.get(key) as View<Value> | undefined; // a key stands for one kind of thing
    if (made) return made;
    const view = new View(make(), {
      seen: { replica: this.replica, unsent: this.#unsent },
      following: this.following,
    });
    this.#views.set(key, view);
    return view;
  }

  /** Who else is on a topic: the same for everybody who asks. */
  presence(topic: Topic): TopicPresence {
    const made = this.#presences.get(topic);
    if (made) return made;
    const { following } = this;
    const say = (hint: SaidHint) => this.#link?.hint(hint);
    const presence = new TopicPresence({ topic, following, timers: this.options.timers, say });
    this.#presences.set(topic, presence);
    return presence;
  }

  #makeOutbox(): Outbox | undefined {
    const { timers, report } = this.options;
    const chosen = chooseOutbox(this.options);
    return chosen && new Outbox({ ...chosen, timers, report, adopted: (commands) => this.outgoing.restore(commands) });
  }

  #user(): ConnectionUser {
    const { observe } = this.options;
    return {
      linkUp: (link) => this.#linkUp(link),
      linkDown: () => this.#linkDown(),
      resync: () => this.following.resync(),
      stopped: (reason) => {
        this.outgoing.stop(reason);
        this.outbox?.close();
      },
      commits: (frame) => {
        observe({ kind: 'commits', frame });
        this.following.commits(frame);
      },
      heads: (heads) => {
        observe({ kind: 'heads', heads });
        this.#retire();
        this.following.heads(heads);
      },
      hint: (hint) => this.#presences.get(hint.topic)?.heard(hint),
      heard: this.clock.heard,
      notice: (notice) => {
        observe({ kind: 'notice', notice });
        this.notices.say(notice);
      },
    };
  }

  #ended(pending: Pending, outcome: Receipt | CafeError): void {
    const stream = this.#unsent.ended(pending, outcome);
    if (stream) this.#came(stream); // the frame may have been faster than the answer
    this.#tellOf(stream);
    if (!pending.isKept) return;
    const { id, command, session } = pending.envelope;
    const what = outcome instanceof CafeError ? { error: outcome } : { receipt: outcome };
    this.ends.say({ id, command, ...(session && { session }), ...what });
  }

  #linkUp(link: Link): void {
    this.#link = link;
    this.clock.heard();
    this.shown.linkIs(link);
    this.following.linkUp(link);
    this.outgoing.linkUp(link);
  }

  #linkDown(): void {
    this.#link = undefined;
    this.shown.linkIs(undefined);
    this.outgoing.linkDown();
    this.following.linkDown();
  }

  /** Tells everybody what was taken in. */
  taken({ applied, changed, faults }: Taken): void {
    for (const one of applied) this.options.observe({ kind: 'applied', applied: one });
    for (const fault of faults) this.options.report(fault);
    for (const stream of changed) this.#came(stream);
    if (changed.size > 0) this.#tellViews(changed);
  }

  #tellViews(streams?: ReadonlySet<StreamName>): void {
    const others = [...this.#views.values()].filter((view) => view.refresh(streams));
    for (const view of others) view.tell();
    this.changes.say();
  }

  #came(stream: StreamName): void {
    const known = this.replica.read(stream);
    if (known) this.#unsent.came(stream, known.version);
  }

  #tellOf(stream: StreamName | undefined): void {
    if (stream) this.#tellViews(new Set([stream]));
  }

  #retire(): void {
    this.taken(this.replica.retire(this.clock.now(), (stream) => this.following.wantsStream(stream)));
  }
}
