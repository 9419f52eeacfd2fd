import { SPAN_KINDS, type Span } from './span.ts';

/** Who sends spans: what distinguishes one process from another. */
export type Resource = Readonly<Record<string, string>>;

const SCOPE = 'cafe';
/** OTLP's number for a status that is an error; unset where all is well. */
const STATUS_ERROR = 2;

type Value = string | number | boolean;

const wrapped = (value: Value) => {
  if (typeof value === 'string') return { stringValue: value };
  // 64 bits wide, so it goes as a text.
  return typeof value === 'number' ? { intValue: String(Math.trunc(value)) } : { boolValue: value };
};

const attributesOf = (attributes: Readonly<Record<string, Value | undefined>>) =>
  Object.entries(attributes).flatMap(([key, value]) => (value === undefined ? [] : [{ key, value: wrapped(value) }]));

/** Nanoseconds since 1970 as a text, to the microsecond: more than a number of JavaScript's holds. */
const nanosOf = (ms: number): string => `${Math.round(ms * 1_000)}000`;

const spanOf = ({ traceId, spanId, parentSpanId, name, kind, startMs, endMs, attributes, isFault }: Span) => ({
  traceId,
  spanId,
  ...(parentSpanId !== undefined && { parentSpanId }),
  name,
  kind: SPAN_KINDS[kind],
  startTimeUnixNano: nanosOf(startMs),
  endTimeUnixNano: nanosOf(endMs),
  attributes: attributesOf(attributes),
  status: isFault ? { code: STATUS_ERROR } : {},
});

/** Spans as OTLP's JSON has them: the body of `POST /v1/traces` (OpenTelemetry, "OTLP/HTTP", 1.x). */
export const toOtlp = (resource: Resource, spans: readonly Span[]) => ({
  resourceSpans: [
    {
      resource: { attributes: attributesOf(resource) },
      scopeSpans: [{ scope: { name: SCOPE }, spans: spans.map(spanOf) }],
    },
  ],
});
