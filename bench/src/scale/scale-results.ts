import { readFile } from 'node:fs/promises';
import type { Machine } from '../machine.ts';
import type { SideName } from './crowd-side.ts';
import type { Figures } from './trial.ts';

/** One round of one trial: each side's figures, measured one right after the other. */
export type ScaleRound = Readonly<Partial<Record<SideName, Figures>>>;

/** What one run of a trial brought, and on what. */
export interface TrialResult {
  readonly at: string;
  readonly machine: Machine;
  readonly store: string;
  readonly rounds: readonly ScaleRound[];
}

/** `bench/results-scale.json`: the last run of each trial. */
export type ScaleResults = Readonly<Record<string, TrialResult>>;

/** The results of earlier runs; none when there is no file yet. */
export const readResults = async (path: URL): Promise<ScaleResults> => {
  const text = await readFile(path, 'utf8').catch(() => '{}');
  return JSON.parse(text) as ScaleResults; // written by this program alone
};

/** As it lies in a file: one figure per line, so that two runs can be compared. */
export const asJson = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
