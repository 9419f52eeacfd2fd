import { type About, createReport } from './log.ts';
import type { RunOptions } from './run.ts';

/** What a bug or an outage is told to. */
export type Report = (error: unknown, about?: About) => void;

/** Logs and counts what it is told, and tells whoever started the process too. */
export const reportOf = ({ log, metrics, report }: Pick<RunOptions, 'log' | 'metrics' | 'report'>): Report => {
  const logged = createReport(log, metrics.unexpected);
  return (error, about) => {
    logged(error, about);
    report?.(error);
  };
};
