import { setTimeout as pause } from 'node:timers/promises';
import { COMMANDS_PER_BILL } from '../hub-lifecycle.ts';
import { dueAtMs, dueCount } from '../schedule.ts';
import type { Sender } from './crowd-side.ts';

/** What playing whole bills came to. */
export interface BillsResult {
  readonly bills: number;
  readonly commands: number;
  readonly seconds: number;
}

const now = () => performance.now();

const billOn = async ({ playBill }: Sender): Promise<void> => {
  if (!playBill) throw new Error('there are no bills on this side');
  await playBill();
};

const summarise = (bills: number, startedAt: number): BillsResult => ({
  bills,
  commands: bills * COMMANDS_PER_BILL,
  seconds: (now() - startedAt) / 1000,
});

/** Begins so many bills a second, each played as fast as it goes. Resolves when all are closed. */
export const playAtRate = async (sender: Sender, perSecond: number, seconds: number): Promise<BillsResult> => {
  const schedule = { perSecond, orders: Math.round(perSecond * seconds) };
  const startedAt = now();
  const playing: Promise<void>[] = [];
  while (playing.length < schedule.orders) {
    const due = dueCount(schedule, now() - startedAt);
    while (playing.length < due) playing.push(billOn(sender));
    if (due < schedule.orders) await pause(Math.max(1, startedAt + dueAtMs(schedule, due) - now()));
  }
  await Promise.all(playing);
  await pause(Math.max(0, startedAt + seconds * 1000 - now()));
  return summarise(playing.length, startedAt);
};

/** Plays so many bills, some at a time. */
export const playInFlight = async (sender: Sender, bills: number, inFlight: number): Promise<BillsResult> => {
  const startedAt = now();
  let begun = 0;
  const keepPlaying = async () => {
    while (begun < bills) {
      begun += 1;
      await billOn(sender);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, keepPlaying));
  return summarise(bills, startedAt);
};
