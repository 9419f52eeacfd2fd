import type { Instant } from '@cafe/contract';
import { Refusal } from '../kernel/refusal.ts';
import {
  countedAsWrong,
  type Lock,
  lockOf,
  NO_TRIES,
  notLookedAt,
  type Tries,
  wasRight,
  wasRightOnDevice,
} from './pin-lock.ts';
import type { TryRows } from './rows.ts';

/** What tries are counted on: a person, a device, or a login from one address; `by` names the other side. */
export interface Counter {
  readonly key: string;
  readonly by: string;
  /** Wrong passwords of a `login` are locked out by time alone: there is no manager to ask from outside the house. */
  readonly kind: 'person' | 'device' | 'login';
}

/** How often a counter is read again because another try changed it meanwhile; each round, one of them got through. */
const ROUNDS = 100;
/** Longer than the day for which wrong tries count. */
const KEPT_MS = 25 * 60 * 60_000;

/** Changes a counter by comparing and swapping; `undefined` from `next` leaves it as it is. */
const change = async (
  rows: TryRows,
  { key, at }: { readonly key: string; readonly at: Instant },
  next: (tries: Tries) => Tries | undefined,
): Promise<void> => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const row = await rows.find(key);
    const tries = next(row?.tries ?? NO_TRIES);
    if (!tries) return;
    const expiresAt = new Date(Date.parse(at) + KEPT_MS).toISOString();
    // A lock that waits for a manager must not be forgotten.
    const isWritten = await rows.swap(key, row?.revision ?? 0, { tries, ...(!tries.needsManager && { expiresAt }) });
    if (isWritten) return;
  }
  throw new Refusal('hub.busy', 'too many tries at once');
};

const locked = ({ retryAfterMs }: Lock, { kind }: Counter): Refusal =>
  retryAfterMs === undefined
    ? new Refusal('auth.locked', `too many wrong tries on this ${kind}`, {
        remedy: 'Ask a manager to unlock.',
        details: { until: 'unlocked', on: kind },
      })
    : new Refusal('auth.locked', `too many wrong tries on this ${kind}`, { details: { retryAfterMs, on: kind } });

const count = async (rows: TryRows, counter: Counter, at: Instant): Promise<void> => {
  const found: { lock?: Lock } = {};
  await change(rows, { key: counter.key, at }, (tries) => {
    const lock = lockOf(tries, at);
    if (lock) found.lock = lock;
    else delete found.lock;
    if (lock) return undefined;
    const { needsManager, ...counted } = countedAsWrong(tries, counter.by, at);
    return { ...counted, ...(needsManager && counter.kind !== 'login' && { needsManager }) };
  });
  if (found.lock) throw locked(found.lock, counter);
};

const takeBack = (rows: TryRows, { key, by }: Counter, at: Instant) =>
  change(rows, { key, at }, (tries) => notLookedAt(tries, by, at));

const forgive = (rows: TryRows, { key, by, kind }: Counter, at: Instant) =>
  change(rows, { key, at }, (tries) => (kind === 'device' ? wasRightOnDevice(tries, by) : wasRight(tries, by, at)));

/**
 * Looks at a secret once, counted on each counter before the look: a hundred simultaneous guesses get as many looks as
 * a hundred one after another. Resolves with whether it was right; a wrong one stays counted.
 *
 * @throws {Refusal} `auth.locked` without a look, the right secret included, and whatever `look` throws (not counted)
 * @see RULES.md USR-22, USR-23
 */
export const tryOnce = async (
  { rows, counters, at }: { readonly rows: TryRows; readonly counters: readonly Counter[]; readonly at: Instant },
  look: () => Promise<boolean>,
): Promise<boolean> => {
  const counted: Counter[] = [];
  try {
    for (const counter of counters) {
      await count(rows, counter, at);
      counted.push(counter);
    }
    if (!(await look())) return false;
  } catch (error) {
    for (const counter of counted) await takeBack(rows, counter, at);
    throw error;
  }
  for (const counter of counters) await forgive(rows, counter, at);
  return true;
};
