import { createServer } from 'node:http';
import { PROTOCOL_VERSION, type ServiceName } from '@cafe/contract';
import { createFreshness } from './freshness.ts';
import { createServiceHttp } from './http/app.ts';
import { createInternal } from './http/internal.ts';
import type { Check } from './http/options.ts';
import { listening } from './listening.ts';
import { openCafe } from './open-cafe.ts';
import { followsLog, storeAnswers } from './readiness.ts';
import { openRedis } from './redis/open-redis.ts';
import { reportOf } from './report.ts';
import type { RunningPart, RunOptions } from './run.ts';
import { createAnswerCalls } from './seam/answer-calls.ts';

/** A hub keeps its connections open between calls; they are not closed under its hands. In milliseconds. */
const KEPT_OPEN_MS = 65_000;
/** What is at work when it stops is ended first, for as long as its hub waits for an answer. In milliseconds. */
const AT_WORK_MS = 15_000;
/** The port of a service that names none: any free one is of no use to whoever has to find it. */
const SERVICE_PORT = 4_000;

/** Nobody connects to a service to look at it; what the figures look up of sockets is nothing. */
const noFigures = (pending: number) => ({ sockets: {}, rooms: 0, pending, stations: [] });

/**
 * Starts one service by itself: its commands and requests for the café's hubs, its collections, and what time does to its
 * things. Any number of copies may run. Resolves when it listens.
 */
export const runService = async (
  options: RunOptions & { readonly service: ServiceName; readonly internalKey: string },
): Promise<RunningPart> => {
  const { service, internalKey: key, config, connection, identity, world, metrics, version, engine } = options;
  const report = reportOf(options);
  const redis = await openRedis(options);
  const { cafe } = await openCafe({ ...options, redis }, report);
  const { kernel } = cafe;
  let isOpen = false;
  const ensureFresh = createFreshness({ kernel, now: world.now, report });
  const answer = createAnswerCalls({ cafe, service, ensureFresh, tracer: options.tracer });
  const internal = createInternal({ ...world, key, answer, isOpen: () => isOpen, report });
  const readiness = async (): Promise<readonly Check[]> => [
    await storeAnswers(connection),
    followsLog(kernel, world.now()),
    { name: 'open', ok: isOpen },
    ...(redis ? [{ name: 'redis', ok: redis.isUp(), optional: true } as const] : []),
  ];
  const about = { name: 'cafe-hub', version, protocol: PROTOCOL_VERSION, demo: identity.demo, store: engine };
  const http = createServiceHttp(
    { ...options, ...world, report, readiness, version: { ...about, role: service } },
    internal,
  );
  metrics.watch(() => noFigures(kernel.pending()));
  const server = createServer({ keepAliveTimeout: KEPT_OPEN_MS }, http.listener);
  const port = await listening(server, config.PORT ?? SERVICE_PORT, config.HOST);
  isOpen = true;
  let stopped: Promise<void> | undefined;
  const end = async () => {
    isOpen = false;
    server.close();
    await kernel.stop(AT_WORK_MS);
    server.closeAllConnections();
    redis?.close();
  };
  const stop = () => {
    stopped ??= end();
    return stopped;
  };
  return { url: `http://${config.HOST}:${port}`, port, stop };
};
