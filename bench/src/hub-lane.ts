import type { Lane, Target } from './contestant.ts';
import type { HubAccess } from './hub-access.ts';
import { accessOf, openBill, sendTwoLines } from './hub-bills.ts';
import { measureLifecycle } from './hub-lifecycle.ts';
import { connectScreen, type Screen } from './hub-screen.ts';
import { connectTerminal, type Terminal } from './hub-terminal.ts';
import { BILLS, CAFE } from './plan.ts';
import { pick } from './sockets.ts';

const connectAll = <Connected>(count: number, connect: () => Promise<Connected>): Promise<Connected[]> =>
  Promise.all(Array.from({ length: count }, connect));

const laneOn = (access: HubAccess, terminals: readonly Terminal[], screens: readonly Screen[]): Lane => {
  let bills: string[] = [];
  return {
    screens: screens.length,
    async prepare() {
      bills = await Promise.all(Array.from({ length: BILLS }, (_, bill) => openBill(pick(terminals, bill))));
    },
    async send(bill, orderId) {
      await pick(terminals, bill).send(sendTwoLines(orderId, pick(bills, bill), access), orderId);
    },
    onHeard(listener) {
      for (const screen of screens) screen.onPart(({ commandId }) => commandId !== undefined && listener(commandId));
    },
    lifecycle: (count, inFlight) => measureLifecycle(terminals, access, { bills: count, inFlight }),
    async close() {
      for (const one of [...terminals, ...screens]) one.close();
    },
  };
};

/** 64 terminals that only send, and 4 kitchen screens that follow every order, on our hub. */
export const joinOurHub = async (target: Target): Promise<Lane> => {
  const access = accessOf(target.access);
  const terminals = await connectAll(CAFE.terminals, () => connectTerminal(target.url, access));
  const screens = await connectAll(CAFE.screens, () => connectScreen(target.url, access));
  return laneOn(access, terminals, screens);
};
