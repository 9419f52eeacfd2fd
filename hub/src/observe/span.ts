/** As OTLP numbers them. */
export const SPAN_KINDS = { internal: 1, server: 2, producer: 4, consumer: 5 } as const;

/** One step of a trace, over. */
export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string | undefined;
  readonly name: string;
  readonly kind: keyof typeof SPAN_KINDS;
  /** Milliseconds since 1970, with what is left of a microsecond. */
  readonly startMs: number;
  readonly endMs: number;
  readonly attributes: Readonly<Record<string, string | number | boolean | undefined>>;
  /** Somebody ought to look at it: a bug or an outage. A refusal is none. */
  readonly isFault?: boolean;
}
