import type { ProcessCost } from './process-cost.ts';

/** How well the model says what was measured: a load that it was not fitted to. */
export interface Check {
  readonly load: string;
  readonly part: 'hub' | 'store';
  readonly measuredMicros: number;
  readonly predictedMicros: number;
}

/** `bench/fitted.json`: what the model of a fleet takes from measured runs. Made from `bench/results-scale.json`. */
export interface Fitted {
  /** A process of the hub with every service in it. */
  readonly hub: ProcessCost;
  /** The store, for each such process. */
  readonly store: ProcessCost;
  readonly memory: {
    readonly processBytes: number;
    readonly socketBytes: number;
  };
  readonly bytes: {
    readonly documentsPerBill: number;
    readonly indexesPerBill: number;
    readonly perDelivery: number;
  };
  /** The most commands a second that one process was measured under: beyond that the model is not to be believed. */
  readonly measuredUpTo: number;
  readonly commitsPerCommand: number;
  readonly checks: readonly Check[];
}

const numbersIn = (value: unknown, path: string): readonly (readonly [path: string, value: unknown])[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, below]) => numbersIn(below, `${path}.${key}`))
    : [[path, value]];

const PARTS = ['hub', 'store', 'memory', 'bytes', 'measuredUpTo', 'commitsPerCommand'] as const;

/** Reads the file's text. Throws where a number is missing or is none. */
export const parseFitted = (text: string): Fitted => {
  const file: unknown = JSON.parse(text);
  if (typeof file !== 'object' || file === null) throw new Error('fitted.json holds no object');
  for (const part of PARTS) {
    const numbers = numbersIn((file as Record<string, unknown>)[part], part);
    const wrong = numbers.find(([, value]) => typeof value !== 'number' || !Number.isFinite(value) || value < 0);
    if (wrong) throw new Error(`fitted.json: ${wrong[0]} is ${String(wrong[1])}; run npm run bench:scale`);
  }
  return file as Fitted; // every number the model uses was just looked at
};

/** By how much the model is off, as a share of what was measured; below 0 it says too little. */
export const errorOf = ({ measuredMicros, predictedMicros }: Check): number => predictedMicros / measuredMicros - 1;
