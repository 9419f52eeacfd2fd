import { createServer } from 'node:http';
import { PROTOCOL_VERSION } from '@cafe/contract';
import { mongoEventLogOn, prepareLog } from '@cafe/services/kernel';
import { createServiceHttp } from './http/app.ts';
import type { Check } from './http/options.ts';
import { listening } from './listening.ts';
import { openPublisher, publisherCheck } from './publish/open-publisher.ts';
import { storeAnswers } from './readiness.ts';
import { reportOf } from './report.ts';
import type { RunningPart, RunOptions } from './run.ts';

const PUBLISHER_PORT = 4_000;

/** A process that does nothing but publish the log. Of several, one publishes and the others stand by. Resolves when it listens. */
export const runPublisher = async (options: RunOptions): Promise<RunningPart> => {
  const { config, connection, identity, world, version, engine } = options;
  const report = reportOf(options);
  await prepareLog(connection);
  const log = mongoEventLogOn(connection, { storeId: identity.storeId, report });
  const publisher = await openPublisher(options, { log, report });
  // The configuration refuses the role without a broker's address.
  if (!publisher) throw new Error('AMQP_URL is missing');
  const readiness = async (): Promise<readonly Check[]> => [await storeAnswers(connection), publisherCheck(publisher)];
  const about = { name: 'cafe-hub', version, protocol: PROTOCOL_VERSION, demo: identity.demo, store: engine };
  const http = createServiceHttp({
    ...options,
    ...world,
    report,
    readiness,
    version: { ...about, role: config.ROLE },
  });
  const server = createServer(http.listener);
  const port = await listening(server, config.PORT ?? PUBLISHER_PORT, config.HOST);
  publisher.start();
  let stopped: Promise<void> | undefined;
  const end = async () => {
    server.close();
    await publisher.stop();
    server.closeAllConnections();
  };
  const stop = () => {
    stopped ??= end();
    return stopped;
  };
  return { url: `http://${config.HOST}:${port}`, port, stop };
};
