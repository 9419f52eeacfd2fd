import type { Envelope, LetOut } from '@cafe/services/kernel';
import { describe, expect, test } from '@jest/globals';
import { createTracer } from './create-tracer.ts';
import { toOtlp } from './otlp.ts';
import type { Span } from './span.ts';
import { isKept, parentFrom } from './trace-ids.ts';

const ID = '0199f0aa-1234-7abc-8def-0123456789ab';
const TRACE = '0199f0aa12347abc8def0123456789ab';
const COMMIT = '8def0123456789ab';
const OTHER = '0199f0aa-1234-7abc-9def-0123456789ab';
const NOON_MS = Date.parse('2026-11-26T12:00:00.000Z');
const sent: Envelope = { id: ID, command: { type: 'order.close', orderId: ID } as never }; // as much as a tracer looks at

/** A tracer whose ids count up, and whose monotonic clock began at noon. */
const tracing = (share = 1) => {
  const spans: Span[] = [];
  let ids = 0;
  let nowMs = 0;
  const tracer = createTracer({
    share,
    take: (span) => void spans.push(span),
    stop: async () => {},
    now: () => new Date(NOON_MS + nowMs),
    elapsed: () => nowMs,
    newId: () => {
      ids += 1;
      return `0199f0aa-0000-7000-8000-${String(ids).padStart(12, '0')}`;
    },
  });
  const own = (n: number) => `8000${String(n).padStart(12, '0')}`;
  const at = (ms: number) => {
    nowMs = ms;
  };
  return { tracer, spans, own, at };
};
const lasted = (fromMs: number, toMs: number, outcome?: 'in' | 'moved' | 'found') =>
  outcome === undefined ? { fromMs, toMs } : { fromMs, toMs, outcome };

describe('a trace', () => {
  test('[SEE-5] has the id of its command, and its commit the last half of it', () => {
    const { tracer, spans, own } = tracing();
    const way = tracer.began(sent, { fromMs: 1, by: 'device' });
    tracer.stage('append', sent, lasted(2, 3.5, 'moved'));
    tracer.stage('append', sent, lasted(4, 5, 'in'));
    way.ended('ok', 6, { stream: `order:${ID}`, version: 3 });
    expect(spans.map(({ traceId }) => traceId)).toEqual([TRACE, TRACE, TRACE]);
    expect(spans).toMatchObject([
      { name: 'append', spanId: own(2), parentSpanId: own(1), startMs: NOON_MS + 2, endMs: NOON_MS + 3.5 },
      { name: 'append', spanId: COMMIT, parentSpanId: own(1) },
      { name: 'order.close', spanId: own(1), attributes: { 'cafe.outcome': 'ok', 'cafe.version': 3 }, isFault: false },
    ]);
  });

  test('[SEE-5] a commit that another process had made already is not told twice', () => {
    const { tracer, spans } = tracing();
    tracer.began(sent, { fromMs: 1, by: 'staff' });
    tracer.stage('append', sent, lasted(2, 3, 'found'));
    expect(spans[0]?.spanId).not.toBe(COMMIT);
  });

  test('[SEE-5] what a service does by itself begins with its commit, and leads on to who heard it', () => {
    const { tracer, spans } = tracing();
    tracer.stage('decide', sent, lasted(1, 2));
    tracer.stage('append', sent, lasted(2, 3, 'in'));
    tracer.emitted({ commit: { commandId: ID }, parts: [], origin: 'here' } as never as LetOut, lasted(3, 4), {
      rooms: 2,
      sockets: 7,
    });
    expect(spans).toMatchObject([
      { name: 'append', spanId: COMMIT, parentSpanId: undefined },
      { name: 'emit', parentSpanId: COMMIT, attributes: { 'cafe.rooms': 2, 'cafe.sockets': 7, 'cafe.swept': false } },
    ]);
  });

  test('[SEE-5] a bug and an unknown outcome are marked, a refusal is not', () => {
    const { tracer, spans } = tracing();
    for (const outcome of ['hub.internal', 'hub.outcome_unknown', 'menu.sold_out']) {
      tracer.began(sent, { fromMs: 1, by: 'staff' }).ended(outcome, 2);
    }
    expect(spans.map(({ isFault }) => isFault)).toEqual([true, true, false]);
  });

  test('[SEE-5] times follow a calendar that was set, and not its small steps', () => {
    const { tracer, spans, at } = tracing();
    at(1_000.25);
    tracer.began(sent, { fromMs: 1_000, by: 'staff' }).ended('ok', 1_000.25);
    expect(spans).toMatchObject([{ startMs: NOON_MS + 1_000, endMs: NOON_MS + 1_000.25 }]);
  });
});

describe('across processes', () => {
  test('[SEE-9] what a call asks for belongs below the command it is made for', async () => {
    const hub = tracing();
    const service = tracing();
    hub.tracer.began(sent, { fromMs: 1, by: 'device' });
    const headers = hub.tracer.inject(ID);
    expect(headers).toEqual({ traceparent: `00-${TRACE}-${hub.own(1)}-01` });
    const answer = await service.tracer.extract(headers, sent, async () => {
      service.tracer.stage('append', sent, lasted(1, 2, 'in'));
      return 'done';
    });
    expect(answer).toBe('done');
    expect(service.spans).toMatchObject([
      { traceId: TRACE, name: 'append', spanId: COMMIT, parentSpanId: service.own(1) },
      { traceId: TRACE, name: 'serve', spanId: service.own(1), parentSpanId: hub.own(1) },
    ]);
    expect(service.tracer.inject(ID)).toEqual({});
  });

  test.each([
    ['of another command', `00-${OTHER.replaceAll('-', '')}-${COMMIT}-01`],
    ['no header', undefined],
    ['a list', [`00-${TRACE}-${COMMIT}-01`]],
    ['text', 'DROP TABLE'],
    ['of another version', `01-${TRACE}-${COMMIT}-01`],
    ['with more behind it', `00-${TRACE}-${COMMIT}-01-x`],
  ])('[SEE-9] a header that is %s is none, and what it came with runs all the same', async (_what, traceparent) => {
    const { tracer, spans } = tracing();
    expect(parentFrom(traceparent, ID)).toBeUndefined();
    expect(await tracer.extract({ traceparent }, sent, async () => 'done')).toBe('done');
    expect(spans).toEqual([]);
  });

  test('[SEE-9] what fails there fails here, and its span is over', async () => {
    const { tracer, spans } = tracing();
    const running = tracer.extract({ traceparent: `00-${TRACE}-${COMMIT}-01` }, sent, () =>
      Promise.reject(new Error('no')),
    );
    await expect(running).rejects.toThrow('no');
    expect(spans).toMatchObject([{ name: 'serve', parentSpanId: COMMIT }]);
    expect(tracer.inject(ID)).toEqual({});
  });
});

describe('the share that is traced', () => {
  test('[SEE-6] is of whole commands: none of what belongs to one is there, or all', async () => {
    const { tracer, spans } = tracing(0);
    tracer.began(sent, { fromMs: 1, by: 'staff' }).ended('ok', 2);
    tracer.stage('append', sent, lasted(1, 2, 'in'));
    tracer.emitted({ commit: { commandId: ID }, parts: [], origin: 'here' } as never as LetOut, lasted(1, 2), {
      rooms: 1,
      sockets: 1,
    });
    tracer.shown({ commandId: ID, stationId: ID as never, stream: `order:${ID}`, version: 1, sinceMs: 1, nowMs: 2 });
    await tracer.extract({ traceparent: `00-${TRACE}-${COMMIT}-01` }, sent, async () => {});
    expect(tracer.inject(ID)).toEqual({});
    expect(spans).toEqual([]);
  });

  test('[SEE-6] is as large as it was asked to be, by the end of the id alone', () => {
    const ids = Array.from(
      { length: 4_096 },
      (_, n) => `0199f0aa-1234-7abc-8def-0123${n.toString(16).padStart(3, '0')}00000`,
    );
    for (const share of [0, 0.05, 0.5, 1]) {
      expect(ids.filter((id) => isKept(id, share)).length / ids.length).toBeCloseTo(share, 3);
    }
  });
});

test('[SEE-5] spans are written as OTLP has them', () => {
  const span: Span = {
    traceId: TRACE,
    spanId: COMMIT,
    name: 'emit',
    kind: 'producer',
    startMs: NOON_MS + 0.001,
    endMs: NOON_MS + 1.5,
    attributes: { 'cafe.swept': true, 'cafe.rooms': 3, 'cafe.stream': 'floor', left: undefined },
    isFault: true,
  };
  expect(toOtlp({ 'service.name': 'cafe' }, [span])).toEqual({
    resourceSpans: [
      {
        resource: { attributes: [{ key: 'service.name', value: { stringValue: 'cafe' } }] },
        scopeSpans: [
          {
            scope: { name: 'cafe' },
            spans: [
              {
                traceId: TRACE,
                spanId: COMMIT,
                name: 'emit',
                kind: 4,
                startTimeUnixNano: `${NOON_MS}001000`,
                endTimeUnixNano: `${NOON_MS + 1}500000`,
                attributes: [
                  { key: 'cafe.swept', value: { boolValue: true } },
                  { key: 'cafe.rooms', value: { intValue: '3' } },
                  { key: 'cafe.stream', value: { stringValue: 'floor' } },
                ],
                status: { code: 2 },
              },
            ],
          },
        ],
      },
    ],
  });
});
