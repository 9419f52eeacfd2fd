import type { Connection, Kernel } from '@cafe/services/kernel';
import type { Check } from './http/options.ts';

/** A log nobody read for so long is not followed, in milliseconds: twice what a sweep may take. */
const FOLLOWED_MS = 8_000;
const PING_MS = 1_500;

/** Whether the store answers a question. */
export const storeAnswers = async (connection: Connection): Promise<Check> => {
  try {
    await connection.db?.command({ ping: 1 }, { timeoutMS: PING_MS });
    return { name: 'store', ok: connection.db !== undefined };
  } catch {
    return { name: 'store', ok: false }; // what was wrong is the check's answer
  }
};

/** Whether this process reads on in the log. */
export const followsLog = ({ sweptAt }: Pick<Kernel, 'sweptAt'>, now: Date): Check => {
  const behindMs = now.getTime() - sweptAt;
  return { name: 'log', ok: behindMs < FOLLOWED_MS, detail: `read on ${behindMs} ms ago` };
};
