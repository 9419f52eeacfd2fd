import type { CommitsFrame } from '@cafe/contract';
import { accessOf, openBill, sendTwoLines } from '../hub-bills.ts';
import { playBill } from '../hub-lifecycle.ts';
import { connectScreen } from '../hub-screen.ts';
import { connectTerminal } from '../hub-terminal.ts';
import { pick } from '../sockets.ts';
import type { CrowdSide, CrowdTarget, Sender } from './crowd-side.ts';
import { connectOurScreen } from './our-screen.ts';
import { type Acknowledged, createVersions, type Versions } from './our-versions.ts';

/** Screens that follow the kitchen of our hub, and a terminal that sends; one more screen says `shown` for all of them. */
export const createOurCrowd = ({ url, senderUrl, access: text }: CrowdTarget): CrowdSide => {
  const access = accessOf(text);
  const ledger: Acknowledged[] = [];
  const screens: Versions[] = [];
  const bills: string[] = [];
  let lastFrame: CommitsFrame = [];

  const connectSender = async (): Promise<Sender> => {
    const kitchen = await connectScreen(senderUrl, access);
    const terminal = await connectTerminal(senderUrl, access);
    return {
      async open(count) {
        while (bills.length < count) bills.push(await openBill(terminal));
      },
      async send(bill, orderId) {
        const { stream, version } = await terminal.send(sendTwoLines(orderId, pick(bills, bill), access), orderId);
        const order = { stream, version, orderId };
        ledger.push(order);
        for (const screen of screens) screen.acknowledged(order);
      },
      playBill: () => playBill(terminal, access),
      lost: terminal.lost,
      close() {
        terminal.close();
        kitchen.close();
      },
    };
  };
  return {
    connectScreen(hooks) {
      const versions = createVersions({ has: hooks.has, ledger });
      screens.push(versions);
      const weigh = (frame: CommitsFrame) => {
        lastFrame = frame;
      };
      return connectOurScreen({ url, access, versions, weigh }, hooks);
    },
    connectSender,
    frameBytes: () => JSON.stringify(lastFrame).length,
  };
};
