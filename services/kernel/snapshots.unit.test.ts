import { describeSnapshots } from './snapshots.suite.ts';
import { createMemorySnapshots } from './snapshots.ts';

describeSnapshots('memory', async () => createMemorySnapshots());
