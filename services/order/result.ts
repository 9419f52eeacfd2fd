import type { DomainEvent, EventType } from '@cafe/contract';
import type { Change } from '../kernel/definition.ts';
import type { OrderCommand } from './decide.ts';

type Result = Readonly<Record<string, unknown>> | undefined;
type Find = <Type extends EventType>(type: Type) => Extract<DomainEvent, { type: Type }> | undefined;

/** What a round's sender hears: where it went, and which lines could not be had. */
const ofRound = (find: Find): Result => {
  const sent = find('order.linesSent');
  const submitted = find('order.linesSubmitted');
  const refused = find('order.linesRefused')?.lines ?? [];
  return {
    ...(sent && { round: sent.round, total: sent.totals.total }),
    ...(submitted && { submitted: submitted.lineIds }),
    refused: refused.map(({ lineId, code, remaining }) => ({
      lineId,
      code,
      ...(remaining !== undefined && { remaining }),
    })),
  };
};

const ofOpening = (find: Find): Result => {
  const opened = find('floor.orderOpened');
  return opened && { displayNumber: opened.displayNumber };
};

const ofVoid = (find: Find): Result => {
  const voided = find('order.linesVoided');
  return voided && { total: voided.totals.total, overpaid: voided.overpaid ?? 0 };
};

const ofClose = (find: Find): Result => {
  const closed = find('order.closed');
  return closed && { receiptNumber: closed.receiptNumber, total: closed.totals.total };
};

const RESULTS: { readonly [Type in OrderCommand['type']]?: (find: Find) => Result } = {
  'order.open': ofOpening,
  'order.send': ofRound,
  'order.approveLines': ofRound,
  'order.voidLines': ofVoid,
  'order.close': ofClose,
};

/** [ORD-80] What the sender is told beside the version, from the commit's events alone, so that it is the same for ever. */
export const resultOf = ({ type }: OrderCommand, changes: readonly Change[]): Result => {
  const events = changes.flatMap((change) => change.events);
  return RESULTS[type]?.(<Type extends EventType>(wanted: Type) =>
    events.find((event): event is Extract<DomainEvent, { type: Type }> => event.type === wanted),
  );
};
