import { ownCpuMicros } from './cpu.ts';

/** What a process takes of the machine's memory, in bytes. What the kernel keeps for its sockets is not in it. */
export interface Memory {
  readonly rssBytes: number;
  /** Objects of JavaScript, and buffers outside of its heap. */
  readonly heapBytes: number;
}

/** What a measured process is asked about itself. */
export type FiguresRequest = { readonly kind: 'cpu' } | { readonly kind: 'memory' };

/** Collects garbage first where the process was started with `--expose-gc`: what is left is in use. */
const ownMemory = (): Memory => {
  globalThis.gc?.();
  const { rss, heapUsed, external } = process.memoryUsage();
  return { rssBytes: rss, heapBytes: heapUsed + external };
};

/** Answers such a question of this process. */
export const ownFigures = ({ kind }: FiguresRequest): number | Memory =>
  kind === 'cpu' ? ownCpuMicros() : ownMemory();
