import { createMemoryGuestRows } from './memory-rows.ts';
import { describeGuestRows } from './rows.suite.ts';

describeGuestRows('memory', async () => createMemoryGuestRows());
