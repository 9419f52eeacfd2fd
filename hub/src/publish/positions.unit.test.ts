import { describePositions } from './positions.suite.ts';
import { createMemoryPositions } from './positions.ts';

describePositions('in memory', async () => createMemoryPositions());
