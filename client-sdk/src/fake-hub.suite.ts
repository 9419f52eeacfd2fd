import type {
  Ack,
  Base,
  Command,
  CommandEnvelope,
  DomainEvent,
  Head,
  Notice,
  OrderId,
  Part,
  SyncAnswer,
} from '@cafe/contract';
import { type AnyState, foldPart, initialOf, orderStream, type StreamName } from '@cafe/contract/folds';
import { clientError, refusedBy } from './cafe-error.ts';
import type { HeardHint, Link, LinkEvents, LinkTarget, OpenLink, SaidHint, Sync } from './link.ts';
import type { SteeredTimers } from './steered-timers.suite.ts';

/** What may happen to one message of the hub. */
export interface Network {
  /** When copies of a live frame arrive, in milliseconds from now: none is lost, two is doubled. */
  frame(): readonly number[];
  /** When an answer or a request arrives. */
  answer(): number;
}

export const goodNetwork: Network = { frame: () => [1], answer: () => 1 };

interface Stream {
  readonly parts: Part[];
  state: AnyState;
}

/** A connection as the fake hub sees it. */
export interface FakeLink {
  readonly target: LinkTarget;
  readonly events: LinkEvents;
  readonly asked: Sync[];
  readonly tokens: string[];
  readonly shown: unknown[];
  streams: ReadonlySet<StreamName> | 'all' | undefined;
  topics: readonly string[];
  isOpen: boolean;
}

const BY = { kind: 'service', id: 'fake' } as const;
const PAGE_STREAMS = 2;

/** Says what a fake hub refuses. */
export const refusal = (code: string, retryable = false, details?: Record<string, unknown>) => ({
  ok: false as const,
  refusal: { code, message: code, retryable, ...(details && { details }) },
});

/** A hub in memory: streams of orders, `sync` in pages, live frames, commands done once by their ids. Its network is the test's. */
export class FakeHub {
  readonly links: FakeLink[] = [];
  readonly sent: CommandEnvelope[] = [];
  readonly hints: SaidHint[] = [];
  network: Network;
  epoch = 'one';
  /** Answers a handshake; undefined lets it in. */
  admit: (target: LinkTarget) => ReturnType<typeof refusal> | undefined = () => undefined;
  /** Answers a command before it is done; undefined lets it be done. */
  refuse: (envelope: CommandEnvelope) => Ack | undefined = () => undefined;
  authorise: (token: string) => ReturnType<typeof refusal> | undefined = () => undefined;
  onSync: (request: Sync) => SyncAnswer | undefined = () => undefined;
  readonly #timers: SteeredTimers;
  readonly #streams = new Map<StreamName, Stream>();
  readonly #receipts = new Map<string, Ack>();
  #changed = new Map<StreamName, number>();
  readonly #pages = new Map<string, StreamName[]>();

  constructor(timers: SteeredTimers, network = goodNetwork) {
    this.#timers = timers;
    this.network = network;
  }

  get live(): FakeLink[] {
    return this.links.filter(({ isOpen }) => isOpen);
  }

  stateOf(stream: StreamName): AnyState {
    return this.#streams.get(stream)?.state ?? initialOf(stream);
  }

  versionOf(stream: StreamName): number {
    return this.#streams.get(stream)?.parts.length ?? 0;
  }

  /** Appends events to a stream and lets everybody who follows it hear, as far as the network allows. */
  append(stream: StreamName, ...events: DomainEvent[]): void {
    const known = this.#streams.get(stream) ?? { parts: [], state: initialOf(stream) };
    const at = new Date(this.#timers.now()).toISOString();
    const part: Part = { stream, version: known.parts.length + 1, events, at, by: BY };
    known.parts.push(part);
    known.state = foldPart(stream, known.state, part);
    this.#streams.set(stream, known);
    this.#changed.set(stream, part.version);
    for (const link of this.live) {
      if (link.streams === 'all' || link.streams?.has(stream)) this.emit(link, [part]);
    }
  }

  emit(link: FakeLink, frame: (Part | Base)[]): void {
    for (const ms of this.network.frame()) {
      this.#timers.after(ms, () => link.isOpen && link.events.commits(structuredClone(frame)));
    }
  }

  notify(notice: Notice): void {
    for (const { events } of this.live) events.notice(notice);
  }

  /** Announces what changed since the last time, or everything. */
  announce(everything = false): void {
    const heads: Head[] = everything
      ? [...this.#streams].map(([name, { parts }]) => [name, parts.length])
      : [...this.#changed];
    this.#changed = new Map();
    for (const link of this.live) {
      for (const ms of this.network.frame()) this.#timers.after(ms, () => link.isOpen && link.events.heads(heads));
    }
  }

  /** Gives every connection the sign of life that a hub gives now and then. */
  beat(): void {
    for (const { events } of this.live) events.heard();
  }

  /** Cuts every connection; what is on its way is lost. */
  cut(): void {
    for (const link of this.live) this.#close(link);
  }

  readonly open: OpenLink = async (target, events) => {
    await this.#trip();
    const refused = this.admit(target);
    if (refused) throw refusedBy(refused.refusal);
    const link: FakeLink = {
      target,
      events,
      asked: [],
      tokens: [],
      shown: [],
      streams: undefined,
      topics: [],
      isOpen: true,
    };
    this.links.push(link);
    return this.#speakOn(link);
  };

  #close(link: FakeLink): void {
    if (!link.isOpen) return;
    link.isOpen = false;
    link.events.closed('cut');
  }

  #trip(): Promise<void> {
    return new Promise((resolve) => void this.#timers.after(this.network.answer(), resolve));
  }

  #speakOn(link: FakeLink): Link {
    const ask = async <Answer>(answer: () => Promise<Answer> | Answer): Promise<Answer> => {
      const lost = clientError('client.connection_lost', 'cut');
      await this.#trip();
      if (!link.isOpen) throw lost;
      const answered = await answer();
      await this.#trip();
      if (!link.isOpen) throw lost;
      return answered;
    };
    return {
      command: (envelope) => ask(() => this.#command(envelope)),
      sync: (request) => ask(() => this.#sync(link, structuredClone(request))),
      auth: (token) =>
        ask(() => {
          link.tokens.push(token);
          return this.authorise(token) ?? { ok: true, expiresAt: '2026-11-23T18:10:00.000Z', audience: 'staff' };
        }),
      shown: (shown) => void link.shown.push(shown),
      hint: (hint) => this.#hint(link, hint),
      close: () => this.#close(link),
    };
  }

  /** To the others on that topic, at once, as whoever the link's token says. */
  #hint(from: FakeLink, hint: SaidHint): void {
    this.hints.push(hint);
    for (const link of this.live) {
      const isThere = link !== from && link.topics.includes(hint.topic);
      if (isThere) link.events.hint({ ...hint, from: { kind: 'device', id: from.target.token } as HeardHint['from'] });
    }
  }

  #command(envelope: CommandEnvelope): Ack {
    this.sent.push(envelope);
    const before = this.#receipts.get(envelope.id);
    if (before) return before;
    const refused = this.refuse(envelope);
    if (refused) return refused;
    const stream = streamOf(envelope.command);
    if (envelope.command.type === 'order.addLines') {
      // What the real hub adds to a line does not matter here.
      const lines = envelope.command.lines.map((line) => lineOf(line.lineId));
      this.append(stream, { type: 'order.linesAdded', lines });
    }
    const receipt: Ack = { ok: true, stream, version: this.versionOf(stream) };
    this.#receipts.set(envelope.id, receipt);
    return receipt;
  }

  async #sync(link: FakeLink, request: Sync): Promise<SyncAnswer> {
    link.asked.push(request);
    const answered = this.onSync(request);
    if (answered) return answered;
    if ('next' in request) {
      const streams = this.#pages.get(request.next);
      return streams ? this.#page(streams, new Map()) : refusal('sync.expired');
    }
    link.topics = request.subscribe;
    const named = request.subscribe.filter((topic): topic is `order:${string}` => topic.startsWith('order:'));
    const isAll = request.subscribe.some((topic) => topic === 'floor' || topic === 'kitchen');
    link.streams = isAll ? 'all' : new Set(named);
    const have = new Map(request.epoch === this.epoch ? request.have : []);
    const streams = isAll ? [...this.#streams.keys()] : named;
    const closed = request.have
      .map(([stream]) => stream)
      .filter((stream) => !streams.includes(stream as `order:${string}`));
    return { ...(await this.#page(streams, have)), closed };
  }

  /** Takes each stream at its own moment, so that commits fall between. */
  async #page(wanted: readonly StreamName[], have: ReadonlyMap<StreamName, number>) {
    const streams = [];
    for (const stream of wanted.slice(0, PAGE_STREAMS)) {
      await this.#trip();
      const { parts, state } = this.#streams.get(stream) ?? { parts: [], state: initialOf(stream) };
      const from = have.get(stream);
      if (from !== undefined && from <= parts.length) streams.push({ stream, commits: parts.slice(from) });
      else streams.push({ stream, version: parts.length, state: structuredClone(state) });
    }
    const rest = wanted.slice(PAGE_STREAMS);
    const next = rest.length > 0 ? `page-${this.#pages.size}` : undefined;
    if (next) this.#pages.set(next, rest);
    const now = new Date(this.#timers.now()).toISOString();
    const page = { ok: true as const, now, epoch: this.epoch, audience: 'staff' as const };
    return { ...page, streams, closed: [], refused: [], ...(next && { next }) };
  }
}

const streamOf = (command: Command): StreamName =>
  'orderId' in command ? orderStream(command.orderId) : 'floor:00000000-0000-7000-8000-000000000000';

/** Bare uuids for tests. */
export const idOf = <Id extends string>(number: number): Id =>
  `00000000-0000-7000-8000-${String(number).padStart(12, '0')}` as Id;

/** A line as the hub writes it. */
export const lineOf = (lineId: string) =>
  ({
    lineId,
    itemId: idOf(1),
    name: 'Flat white',
    quantity: 1,
    unitPrice: 350,
    modifiers: [],
    tax: { taxRateId: idOf(2), ratePpm: 100_000, inclusive: true },
    stationIds: [idOf(3)],
    allergens: [],
  }) as unknown as Extract<DomainEvent, { type: 'order.linesAdded' }>['lines'][number]; // brands only

export const opened: DomainEvent = {
  type: 'order.opened',
  waiting: false,
  serviceType: 'counter',
  businessDay: '2026-11-23',
};
export const added = (line: number): DomainEvent => ({ type: 'order.linesAdded', lines: [lineOf(idOf(line))] });

export const orderId = (number: number): OrderId => idOf<OrderId>(number);
export const streamNumber = (number: number): StreamName => orderStream(orderId(number));
