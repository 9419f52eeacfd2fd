import type { Timers } from '@cafe/services/kernel';
import { type Resource, toOtlp } from './otlp.ts';
import type { Span } from './span.ts';

export interface SendSpansOptions {
  /** Where an OTLP receiver listens, without `/v1/traces`. */
  readonly endpoint: string;
  readonly resource: Resource;
  readonly timers: Timers;
  /** Hears, once a minute at most, that spans were lost, and why. */
  readonly lost: (spans: number, why: string) => void;
  /** Monotonic, milliseconds. */
  readonly elapsed: () => number;
}

/** How long spans are collected before they are sent, in milliseconds. */
const SEND_EVERY_MS = 1_000;
/** So many wait at most; what comes then is lost. */
export const MOST_WAITING = 4_096;
const MAX_BATCH = 512;
const PATIENCE_MS = 3_000;
const SAY_EVERY_MS = 60_000;

const post = async (url: string, body: unknown): Promise<void> => {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  await answer.arrayBuffer(); // read to its end, so that the connection is used again
  if (!answer.ok) throw new Error(`it answered ${answer.status}`);
};

const whyOf = (error: unknown): string => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message || cause.name : 'it failed';
};

/** Says what was lost, at most once a minute, so that a receiver that is away fills no log. */
const createLosses = ({ lost, elapsed }: Pick<SendSpansOptions, 'lost' | 'elapsed'>) => {
  let count = 0;
  let saidMs = Number.NEGATIVE_INFINITY;
  return (spans: number, why: string): void => {
    count += spans;
    if (elapsed() - saidMs < SAY_EVERY_MS) return;
    lost(count, why);
    count = 0;
    saidMs = elapsed();
  };
};

/**
 * Sends spans in batches, one at a time, past everybody's way: whoever is traced never waits for it. What a receiver does not
 * take is not sent again, and where it is too slow the newest are lost: a trace helps to look, and nothing depends on it.
 */
export const createSpanSender = (options: SendSpansOptions) => {
  const { endpoint, resource, timers } = options;
  const url = `${endpoint}/v1/traces`;
  const losses = createLosses(options);
  const waiting: Span[] = [];
  let sending: Promise<void> | undefined;

  const sendAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, MAX_BATCH);
      try {
        await post(url, toOtlp(resource, batch));
      } catch (error) {
        losses(batch.length, whyOf(error));
      }
    }
  };
  const send = (): Promise<void> => {
    sending ??= sendAll().finally(() => {
      sending = undefined;
    });
    return sending;
  };
  const stopTicking = timers.every(SEND_EVERY_MS, () => void send());
  return {
    take(span: Span): void {
      if (waiting.length < MOST_WAITING) waiting.push(span);
      else losses(1, 'they come faster than they are taken');
    },
    /** Sends what waits. Resolves when it is sent or lost; of a receiver that does not answer only one batch is tried. */
    async stop(): Promise<void> {
      stopTicking();
      waiting.splice(MAX_BATCH);
      await send();
    },
  };
};
