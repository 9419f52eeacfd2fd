import type { Lane } from '../contestant.ts';
import type { CrowdScreen, CrowdSide, CrowdTarget, Sender } from './crowd-side.ts';
import { createOurCrowd } from './our-crowd.ts';
import { createStockCrowd } from './stock-crowd.ts';

/** As many connect beside each other: more only wait for the server's one thread, and a handshake has a time limit. */
const AT_ONCE = 50;

/** What one screen of the crowd has been through. */
export interface Seat {
  readonly screen: CrowdScreen;
  readonly had: Set<string>;
  stalled: boolean;
}

/** Hears of every screen; replaced by whoever measures. */
export interface CrowdListener {
  has(seat: number, orderId: string): void;
  gone(seat: number): void;
  back(seat: number): void;
}

/** Many screens and somebody who sends to them. */
export interface Crowd {
  readonly seats: readonly Seat[];
  readonly side: CrowdSide;
  sender: Sender;
  /** How many connections of screens were lost so far. */
  readonly lost: number;
  listen(listener: Partial<CrowdListener>): void;
  /** Connects so many more screens. Resolves when all of them hear. */
  seat(count: number): Promise<void>;
  close(): void;
}

/** Connects the sender; screens are seated afterwards. */
export const createCrowd = async (target: CrowdTarget): Promise<Crowd> => {
  const side = target.side === 'ours' ? createOurCrowd(target) : createStockCrowd(target);
  const seats: Seat[] = [];
  let listener: Partial<CrowdListener> = {};
  let lost = 0;
  const seatOne = async (index: number): Promise<void> => {
    const had = new Set<string>();
    const screen = await side.connectScreen({
      has(orderId) {
        had.add(orderId);
        listener.has?.(index, orderId);
      },
      gone() {
        lost += 1;
        listener.gone?.(index);
      },
      back: () => listener.back?.(index),
    });
    seats[index] = { screen, had, stalled: false };
  };
  const crowd: Crowd = {
    seats,
    side,
    sender: await side.connectSender(),
    get lost() {
      return lost;
    },
    listen(next) {
      listener = next;
    },
    async seat(count) {
      let next = seats.length;
      const end = next + count;
      const keepSeating = async () => {
        while (next < end) {
          next += 1;
          await seatOne(next - 1);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, keepSeating));
    },
    close() {
      crowd.sender.close();
      for (const { screen } of seats) screen.close();
    },
  };
  return crowd;
};

/** The crowd as a lane for the load generator: an order is done when every screen that reads has it. */
export const laneOf = (crowd: Crowd): Lane => ({
  screens: crowd.seats.filter(({ stalled }) => !stalled).length,
  prepare: async () => undefined,
  send: (bill, orderId) => crowd.sender.send(bill, orderId),
  onHeard: (hear) => crowd.listen({ has: (seat, orderId) => !crowd.seats[seat]?.stalled && hear(orderId) }),
  close: async () => crowd.close(),
});
