import { setTimeout as pause } from 'node:timers/promises';
import type { ServiceName } from '@cafe/contract';
import { createFreshness } from './freshness.ts';
import { createInternal } from './http/internal.ts';
import type { Check } from './http/options.ts';
import { openCafe } from './open-cafe.ts';
import { followsLog, storeAnswers } from './readiness.ts';
import { openRedis } from './redis/open-redis.ts';
import { reportOf } from './report.ts';
import type { RunningPart, RunOptions } from './run.ts';
import { createAnswerCalls } from './seam/answer-calls.ts';
import { servePart } from './serve-part.ts';

/** What is at work when it stops is ended first, within the time that stopping may take. In milliseconds. */
const AT_WORK_MS = 8_000;
/** Nobody connects to a service to look at it; what the figures look up of sockets is nothing. */
const noFigures = (pending: number) => ({ sockets: {}, rooms: 0, pending, stations: [] });

/**
 * Starts one service by itself: its commands and requests for the café's hubs, its collections, and what time does to its
 * things. Any number of copies may run. Resolves when it listens.
 */
export const runService = async (
  options: RunOptions & { readonly service: ServiceName; readonly internalKey: string },
): Promise<RunningPart> => {
  const { service, internalKey: key, config, connection, world, metrics } = options;
  const report = reportOf(options);
  const redis = await openRedis(options);
  const { cafe } = await openCafe({ ...options, redis }, report);
  const { kernel } = cafe;
  let isOpen = false;
  let isReady = false;
  const ensureFresh = createFreshness({ kernel, now: world.now, report });
  const answer = createAnswerCalls({ cafe, service, ensureFresh, tracer: options.tracer });
  const internal = createInternal({ ...world, key, answer, isOpen: () => isOpen, report });
  const readiness = async (): Promise<readonly Check[]> => [
    await storeAnswers(connection),
    followsLog(kernel, world.now()),
    { name: 'open', ok: isReady },
    ...(redis ? [{ name: 'redis', ok: redis.isUp(), optional: true } as const] : []),
  ];
  metrics.watch(() => noFigures(kernel.pending()));
  const end = async (closeDoor: () => void, atOnce: boolean) => {
    isReady = false;
    const afterMs = atOnce ? 0 : config.DRAIN_AFTER_SECONDS * 1_000;
    if (afterMs > 0) await pause(afterMs);
    isOpen = false;
    closeDoor();
    await kernel.stop(AT_WORK_MS);
    redis?.close();
  };
  const running = await servePart(options, { report, readiness, internal, end });
  isOpen = true;
  isReady = true;
  return running;
};
