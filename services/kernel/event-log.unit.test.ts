import { describeEventLog } from './event-log.suite.ts';
import { createMemoryEventLog } from './memory-event-log.ts';

describeEventLog('memory', async (storeId) => createMemoryEventLog(storeId));
