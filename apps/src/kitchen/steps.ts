import type { Cafe, LineId, StationId } from '@cafe/client-sdk';
import { sayRefusal } from '../session/say-refusal.ts';
import { toast } from '../ui/toast-list.ts';
import { showing } from './pending-steps.ts';
import { linesOf, type Standing, type Ticket, type TicketLine } from './ticket.ts';
import { nameOf } from './ticket-words.ts';
import { say } from './words.ts';

/** What is done with cards, by touch or by key. Whatever the hub refuses is said, and the card stands as before. */
export interface Steps {
  start(ticket: Ticket): void;
  /** All that is to be made is done; where nothing is, its voids are seen. */
  bump(ticket: Ticket): void;
  /** A line is done, or not done after all; a voided one is seen. */
  toggle(ticket: Ticket, line: TicketLine): void;
  /** A card that was done comes back. */
  recall(ticket: Ticket): void;
}

/** A command names at most so many lines. */
const MOST_LINES = 100;

const idsOf = (lines: readonly TicketLine[]): readonly LineId[] => lines.map(({ line }) => line.lineId);

const inParts = async (lineIds: readonly LineId[], send: (part: readonly LineId[]) => Promise<void>): Promise<void> => {
  const parts = Array.from({ length: Math.ceil(lineIds.length / MOST_LINES) }, (_, at) =>
    send(lineIds.slice(at * MOST_LINES, (at + 1) * MOST_LINES)),
  );
  await Promise.all(parts);
};

const orSay = (doing: Promise<void>): void => {
  doing.catch((thrown: unknown) => toast({ text: sayRefusal(thrown), tone: 'bad', icon: 'alert', stays: true }));
};

const standing = (ticket: Ticket, ...wanted: readonly Standing[]): readonly TicketLine[] =>
  linesOf(ticket).filter((line) => wanted.includes(line.standing));

/** @param stationId the station whose part of the lines is meant; absent: every station's */
export const stepsOf = ({ orders }: Pick<Cafe, 'orders'>, stationId: () => StationId | undefined): Steps => {
  const at = (lineIds: readonly LineId[]) => {
    const station = stationId();
    return { lineIds, ...(station && { stationId: station }) };
  };
  const finish = ({ orderId }: Ticket, lines: readonly TicketLine[]) =>
    orSay(showing(lines, 'done', () => inParts(idsOf(lines), (ids) => orders.finish(orderId, at(ids)))));
  const see = ({ orderId }: Ticket, lines: readonly TicketLine[]) =>
    orSay(showing(lines, 'seen', () => inParts(idsOf(lines), (ids) => orders.acknowledgeVoid(orderId, ids))));
  const bringBack = ({ orderId }: Ticket, lines: readonly TicketLine[]) => {
    const served = lines.filter(({ line }) => line.state === 'served');
    const back = async () => {
      // From served it is two steps: to the pass, and from there to the station.
      if (served.length > 0) await inParts(idsOf(served), (lineIds) => orders.recall(orderId, { lineIds }));
      await inParts(idsOf(lines), (ids) => orders.recall(orderId, at(ids)));
    };
    orSay(showing(served.length > 0 ? [] : lines, 'preparing', back));
  };
  const steps: Steps = {
    start(ticket) {
      const lines = standing(ticket, 'fired');
      const begin = () => inParts(idsOf(lines), (ids) => orders.start(ticket.orderId, at(ids)));
      if (lines.length > 0) orSay(showing(lines, 'preparing', begin));
    },
    bump(ticket) {
      const lines = standing(ticket, 'fired', 'preparing');
      if (lines.length === 0) {
        see(ticket, standing(ticket, 'voided'));
        return;
      }
      finish(ticket, lines);
      const undo = () => bringBack(ticket, lines);
      toast({ text: say('bumped', { name: nameOf(ticket.bill) }), tone: 'good', icon: 'check', undo });
    },
    toggle(ticket, line) {
      if (line.standing === 'voided') see(ticket, [line]);
      else if (line.standing === 'done') bringBack(ticket, [line]);
      else if (standing(ticket, 'fired', 'preparing', 'voided').length === 1)
        steps.bump(ticket); // the card goes with it
      else finish(ticket, [line]);
    },
    recall: (ticket) => bringBack(ticket, standing(ticket, 'done')),
  };
  return steps;
};
