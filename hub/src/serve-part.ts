import { createServer } from 'node:http';
import { PROTOCOL_VERSION } from '@cafe/contract';
import { createServiceHttp } from './http/app.ts';
import type { Internal } from './http/internal.ts';
import type { Check } from './http/options.ts';
import { listening } from './listening.ts';
import type { Report } from './report.ts';
import type { RunningPart, RunOptions } from './run.ts';

/** Whoever asks keeps its connections open between calls; they are not closed under its hands. In milliseconds. */
const KEPT_OPEN_MS = 65_000;
/** The port of a part that names none: any free one is of no use to whoever has to find it. */
const PART_PORT = 4_000;

/** What a process serves that is no hub. */
export interface ServedPart {
  readonly report: Report;
  readonly readiness: () => Promise<readonly Check[]>;
  /** The calls of hubs, if it takes any. */
  readonly internal?: Internal;
  /** Ends its work, and tells when nothing more is to be taken in; `atOnce` without waiting for balancers to look. */
  readonly end: (closeDoor: () => void, atOnce: boolean) => Promise<void>;
}

/** Answers for a process that is no hub: how it is, and the calls of hubs. Resolves when it listens. */
export const servePart = async (options: RunOptions, part: ServedPart): Promise<RunningPart> => {
  const { config, identity, world, version, engine } = options;
  const { report, readiness, internal, end } = part;
  const about = { name: 'cafe-hub', version, protocol: PROTOCOL_VERSION, demo: identity.demo, store: engine };
  const operations = { ...options, ...world, report, readiness, version: { ...about, role: config.ROLE } };
  const server = createServer({ keepAliveTimeout: KEPT_OPEN_MS }, createServiceHttp(operations, internal).listener);
  const port = await listening(server, config.PORT ?? PART_PORT, config.HOST);
  let stopped: Promise<void> | undefined;
  const stop = (atOnce = false) => {
    stopped ??= end(() => void server.close(), atOnce).finally(() => server.closeAllConnections());
    return stopped;
  };
  return { url: `http://${config.HOST}:${port}`, port, stop };
};
