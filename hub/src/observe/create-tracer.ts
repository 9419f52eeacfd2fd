import type { Envelope, Lasted, LetOut } from '@cafe/services/kernel';
import type { Span } from './span.ts';
import { commitSpanOf, freshSpanId, isKept, parentFrom, traceIdOf, traceparentOf } from './trace-ids.ts';
import type { Headers, ShownPart, Tracer, Way } from './tracer.ts';

export interface TracerOptions {
  /** 0 to 1: the share of commands that is traced, each from its beginning to its end. */
  readonly share: number;
  /** Takes a span that is over; at once, and without ever throwing. */
  readonly take: (span: Span) => void;
  /** Sends what was taken. Resolves when that is done or given up. */
  readonly stop: () => Promise<void>;
  readonly now: () => Date;
  /** Monotonic, milliseconds. */
  readonly elapsed: () => number;
  /** A fresh uuid of version 7. */
  readonly newId: () => string;
}

/** So far apart, two clocks are no longer the same: one of them was set. In milliseconds. */
const SET_MS = 50;

/** When something was by the calendar, from when it was by the monotonic clock: finer than a date, and in order. */
const createCalendar = ({ now, elapsed }: Pick<TracerOptions, 'now' | 'elapsed'>) => {
  let offsetMs = now().getTime() - elapsed();
  return {
    anchor(): void {
      const offset = now().getTime() - elapsed();
      if (Math.abs(offset - offsetMs) > SET_MS) offsetMs = offset;
    },
    at: ({ fromMs, toMs }: Lasted) => ({ startMs: fromMs + offsetMs, endMs: toMs + offsetMs }),
  };
};

/** The codes that mean a bug or an outage. */
const FAULTS = new Set(['hub.internal', 'hub.outcome_unknown']);
const NO_WAY: Way = { ended: () => {} };

/** Makes spans of what it is told; see {@link Tracer}. */
export const createTracer = (options: TracerOptions): Tracer => new SpanTracer(options);

class SpanTracer implements Tracer {
  readonly isOn = true;
  readonly stop: Tracer['stop'];
  readonly #options: TracerOptions;
  readonly #calendar: ReturnType<typeof createCalendar>;
  /** The span below which things of a command belong, by its id. Of one sent twice at once they belong below the later one. */
  readonly #open = new Map<string, string>();

  constructor(options: TracerOptions) {
    this.#options = options;
    this.#calendar = createCalendar(options);
    this.stop = options.stop;
  }

  began({ id, command }: Envelope, { fromMs, by }: { readonly fromMs: number; readonly by: string }): Way {
    if (!this.#isKept(id)) return NO_WAY;
    const spanId = this.#enter(id);
    return {
      ended: (outcome, toMs, receipt) => {
        this.#leave(id, spanId);
        const said = { 'cafe.stream': receipt?.stream, 'cafe.version': receipt?.version };
        this.#take(id, {
          ...{ spanId, name: command.type, kind: 'server', ...this.#calendar.at({ fromMs, toMs }) },
          attributes: { 'cafe.command': command.type, 'cafe.by': by, 'cafe.outcome': outcome, ...said },
          isFault: FAULTS.has(outcome),
        });
      },
    };
  }

  stage(stage: string, { id, command }: Envelope, lasted: Lasted): void {
    const parentSpanId = this.#open.get(id);
    const isCommit = stage === 'append' && lasted.outcome === 'in';
    // What a service does by itself begins with its commit: nobody waited for how it came to it.
    if (!this.#isKept(id) || (parentSpanId === undefined && !isCommit)) return;
    this.#take(id, {
      spanId: isCommit ? commitSpanOf(id) : this.#freshId(),
      ...{ parentSpanId, name: stage, kind: 'internal', ...this.#calendar.at(lasted) },
      attributes: { 'cafe.command': command.type, 'cafe.outcome': lasted.outcome },
    });
  }

  emitted({ commit, parts, origin }: LetOut, lasted: Lasted, to: { readonly rooms: number; readonly sockets: number }) {
    if (!this.#isKept(commit.commandId)) return;
    this.#calendar.anchor();
    const counts = { 'cafe.parts': parts.length, 'cafe.rooms': to.rooms, 'cafe.sockets': to.sockets };
    this.#take(commit.commandId, {
      ...{ spanId: this.#freshId(), parentSpanId: commitSpanOf(commit.commandId) },
      ...{ name: 'emit', kind: 'producer', ...this.#calendar.at(lasted) },
      attributes: { ...counts, 'cafe.swept': origin === 'swept' },
    });
  }

  shown({ commandId, stationId, stream, version, sinceMs, nowMs }: ShownPart): void {
    if (!this.#isKept(commandId)) return;
    this.#take(commandId, {
      ...{ spanId: this.#freshId(), parentSpanId: commitSpanOf(commandId) },
      ...{ name: 'kitchen.shown', kind: 'consumer', startMs: sinceMs, endMs: Math.max(sinceMs, nowMs) },
      attributes: { 'cafe.stream': stream, 'cafe.version': version, 'cafe.station': stationId },
    });
  }

  inject(commandId: string): Readonly<Record<string, string>> {
    const spanId = this.#open.get(commandId);
    return spanId === undefined ? {} : { traceparent: traceparentOf(commandId, spanId) };
  }

  async extract<Result>(headers: Headers, { id, command }: Envelope, run: () => Promise<Result>): Promise<Result> {
    const parentSpanId = parentFrom(headers['traceparent'], id);
    if (parentSpanId === undefined || !this.#isKept(id)) return run();
    const fromMs = this.#options.elapsed();
    const spanId = this.#enter(id);
    try {
      return await run();
    } finally {
      this.#leave(id, spanId);
      const times = this.#calendar.at({ fromMs, toMs: this.#options.elapsed() });
      const attributes = { 'cafe.command': command.type };
      this.#take(id, { spanId, parentSpanId, name: 'serve', kind: 'server', ...times, attributes });
    }
  }

  #isKept(commandId: string): boolean {
    return isKept(commandId, this.#options.share);
  }

  #freshId(): string {
    return freshSpanId(this.#options.newId());
  }

  #take(commandId: string, span: Omit<Span, 'traceId'>): void {
    this.#options.take({ traceId: traceIdOf(commandId), ...span });
  }

  #enter(commandId: string): string {
    this.#calendar.anchor();
    const spanId = this.#freshId();
    this.#open.set(commandId, spanId);
    return spanId;
  }

  #leave(commandId: string, spanId: string): void {
    if (this.#open.get(commandId) === spanId) this.#open.delete(commandId);
  }
}
