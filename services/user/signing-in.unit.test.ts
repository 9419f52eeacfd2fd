import { createMemoryRows } from './memory-rows.ts';
import { describeSigningIn } from './signing-in.suite.ts';

describeSigningIn('memory', async () => createMemoryRows());
