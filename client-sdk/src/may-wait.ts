import type { Approval, Command } from '@cafe/contract';

/**
 * What becomes of a command while there is no connection. `kept` goes into the outbox, where there is one, and out when the
 * hub is back. `briefly` waits in memory for as long as its sender does. `now` is refused: what it asks for happens in front
 * of somebody, and would be wrong a quarter of an hour later.
 */
export type Patience = 'kept' | 'briefly' | 'now';

/** What people do at tables. What changes the house (people, devices, prices) is not left lying for later. */
const KEPT: ReadonlySet<string> = new Set(['order', 'guest', 'floor', 'payment']);
/** Money and drawers wait for nobody, but for cash: it is in the hand already. A new kind of payment is one of them. */
const NOW: ReadonlySet<string> = new Set(['payment', 'drawer']);
/** A guest's join carries the proof of a secret, and the table it joins is another by the time it would go out. */
const NEVER_KEPT: ReadonlySet<string> = new Set(['guest.join']);

/** How long a command may wait. A PIN is never stored, and an approval is given for what is on the screen just then. */
export const patienceOf = ({ type }: Pick<Command, 'type'>, approval: Approval | undefined): Patience => {
  const name: string = type; // a newer contract has types that this file knows by their first word
  const word = name.slice(0, name.indexOf('.'));
  if (approval) return 'now';
  if (NOW.has(word) && name !== 'payment.takeCash') return 'now';
  if (NEVER_KEPT.has(name)) return 'briefly';
  return KEPT.has(word) || name === 'menu.setAvailability' ? 'kept' : 'briefly';
};
