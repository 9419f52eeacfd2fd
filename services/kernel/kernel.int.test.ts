import { describeKernel } from './kernel.suite.ts';
import { STORE } from './kernel-fixture.suite.ts';
import { mongoEventLogOn } from './mongo-event-log.ts';
import { emptyLog, useTestStore } from './test-store.suite.ts';

const store = useTestStore('kernel');

describeKernel('MongoDB', async () => {
  await emptyLog(store());
  return mongoEventLogOn(store(), {
    storeId: STORE,
    report: (error) => {
      throw error;
    },
  });
});
