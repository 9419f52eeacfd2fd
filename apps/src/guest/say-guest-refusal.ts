import { CafeError } from '@cafe/client-sdk';
import { sayRefusal } from '../session/say-refusal.ts';
import { say } from './words.ts';

/** What a guest is told of refusals that a guest comes to. */
const SAID = {
  'actor.rate_limited': 'tooFast',
  'client.needs_connection': 'needsConnection',
  'client.timeout': 'needsConnection',
  'client.unreachable': 'needsConnection',
  'guest.needs_staff': 'needsStaff',
  'guest.not_admitted': 'notAdmittedYet',
  'guest.ordering_off': 'orderingOff',
  'guest.session_ended': 'joinEnded',
  'guest.table_full': 'tableFull',
  'guest.table_not_open': 'tableNotOpen',
  'guest.wrong_pin': 'wrongPin',
  'hub.busy': 'tooFast',
  'input.card_number': 'noCardNumber',
  'line.changed': 'lineChanged',
  'line.invalid_transition': 'lineWasSent',
  'line.not_found': 'lineIsGone',
  'line.not_yours': 'lineNotYours',
  'menu.invalid_modifiers': 'chooseAgain',
  'menu.not_found': 'notOnMenu',
  'menu.sold_out': 'soldOutNow',
  'menu.variant_required': 'chooseAgain',
  'order.closed': 'joinEnded',
  'order.nothing_to_send': 'nothingToSend',
  'table.invalid_transition': 'tableNotOpen',
} as const;

/** What went wrong, in a guest's words: kind, and with what to do. */
export const sayGuestRefusal = (thrown: unknown): string => {
  const code = thrown instanceof CafeError ? thrown.code : '';
  const key = Object.hasOwn(SAID, code) ? SAID[code as keyof typeof SAID] : undefined; // it has it
  return key === undefined ? sayRefusal(thrown) : say(key);
};
