import { answerParent } from './ask.ts';
import { ownCpuMicros } from './cpu.ts';

/** Loaded in front of a program that knows nothing of the benchmark (`node --import`), so that it tells its CPU time. */
answerParent(async () => ownCpuMicros());
