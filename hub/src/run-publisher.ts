import { mongoEventLogOn, prepareLog } from '@cafe/services/kernel';
import { openPublisher, publisherCheck } from './publish/open-publisher.ts';
import { storeAnswers } from './readiness.ts';
import { reportOf } from './report.ts';
import type { RunningPart, RunOptions } from './run.ts';
import { servePart } from './serve-part.ts';

/** A process that does nothing but publish the log. Of several, one publishes and the others stand by. Resolves when it listens. */
export const runPublisher = async (options: RunOptions): Promise<RunningPart> => {
  const { connection, identity } = options;
  const report = reportOf(options);
  await prepareLog(connection);
  const log = mongoEventLogOn(connection, { storeId: identity.storeId, report });
  const publisher = await openPublisher(options, { log, report });
  // The configuration refuses the role without a broker's address.
  if (!publisher) throw new Error('AMQP_URL is missing');
  const running = await servePart(options, {
    report,
    readiness: async () => [await storeAnswers(connection), publisherCheck(publisher)],
    async end(closeDoor) {
      closeDoor();
      await publisher.stop();
    },
  });
  publisher.start();
  return running;
};
