import { answerParent } from './ask.ts';
import { ownCpuMicros } from './cpu.ts';

/** Loaded in front of a program that knows nothing of the benchmark (`node --import`), so that it tells its CPU time. */
answerParent(async () => ownCpuMicros());

// The program ends when its own work is over, as it would without us.
process.channel?.unref();
