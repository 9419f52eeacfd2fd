import type { Desk } from '../kernel/definition.ts';
import { Refusal } from '../kernel/refusal.ts';
import { asksForPin, billAtTable, type Join, type JoinFacts, join, type PinVerdict } from './decide-join.ts';
import { digitsOf, isSamePin } from './pin-digits.ts';
import type { GuestDecisionPorts } from './ports.ts';

/** So many wrong tries make new digits, and are the last that are looked at. Source: the security checklist, guest takeover. */
export const WRONG_TRIES = 5;

/** [GST-11] what becomes of the digits · [GST-12] after five wrong tries they are not looked at any more */
const verdictOn = async ({ rows, pinKey }: GuestDecisionPorts, command: Join, desk: Desk): Promise<PinVerdict> => {
  const bill = billAtTable(command, desk);
  if (!asksForPin(bill, desk)) return 'not_asked';
  const { orderId, pin } = command;
  if (pin === undefined) return 'none';
  const { pinEpoch } = bill;
  const wrong = await rows.pinTries.count({ storeId: desk.storeId, orderId, pinEpoch });
  if (wrong >= WRONG_TRIES) return 'exhausted';
  return isSamePin(digitsOf(pinKey, { orderId, pinEpoch }), pin) ? 'right' : 'wrong';
};

/** Whether a join would go through on these facts; a Refusal is the answer no, anything else is thrown on. */
const wouldGoThrough = (ports: GuestDecisionPorts, command: Join, asked: { desk: Desk; facts: JoinFacts }): boolean => {
  try {
    join(command, asked.desk, { orders: ports.orders, facts: asked.facts });
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
};

/**
 * What deciding a join needs from outside the log. [GST-9] Stores the phone's hash and order before the commit, but only
 * for a join that would go through: so a refused phone may come again with the same secret for another order.
 * Safe to repeat: what is stored is stored once, and known again.
 */
export const gatherJoin =
  (ports: GuestDecisionPorts) =>
  async (command: Join, desk: Desk): Promise<JoinFacts> => {
    const { storeId, at: seenAt } = desk;
    const { guestId, orderId, secretHash: hash } = command;
    const facts: JoinFacts = { pin: await verdictOn(ports, command, desk), isFirstOfItsId: true };
    if (!wouldGoThrough(ports, command, { desk, facts })) return facts;
    const credential = await ports.credentials.putOnce({ storeId, kind: 'guest', subject: guestId, hash });
    if (credential.hash !== hash) return { ...facts, isFirstOfItsId: false };
    const phone = await ports.rows.phones.putOnce({ storeId, guestId, orderId, seenAt });
    return { ...facts, isFirstOfItsId: phone.orderId === orderId };
  };
