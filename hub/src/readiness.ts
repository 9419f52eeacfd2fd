import { setTimeout as pause } from 'node:timers/promises';
import type { Connection, Kernel } from '@cafe/services/kernel';
import type { Check } from './http/options.ts';

/** A log nobody read for so long is not followed, in milliseconds: twice what a sweep may take. */
const FOLLOWED_MS = 8_000;
/** How long the store may take to answer, in milliseconds. The driver's own `timeoutMS` bounds nothing: it is ignored from 7.8 on. */
const PING_MS = 1_500;

/** Whether the store answers a question in time. */
export const storeAnswers = async ({ db }: Pick<Connection, 'db'>): Promise<Check> => {
  const done = new AbortController();
  const ping = async (): Promise<boolean> => {
    await db?.command({ ping: 1 });
    return db !== undefined;
  };
  try {
    const late = pause(PING_MS, false, { signal: done.signal });
    return { name: 'store', ok: await Promise.race([ping(), late]) };
  } catch {
    return { name: 'store', ok: false }; // what was wrong is the check's answer
  } finally {
    done.abort();
  }
};

/** Whether this process reads on in the log. */
export const followsLog = ({ sweptAt }: Pick<Kernel, 'sweptAt'>, now: Date): Check => {
  const behindMs = now.getTime() - sweptAt;
  return { name: 'log', ok: behindMs < FOLLOWED_MS, detail: `read on ${behindMs} ms ago` };
};
