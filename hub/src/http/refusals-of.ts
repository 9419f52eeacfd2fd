import { type CommandType, type FirstWord, firstWordOf, REFUSALS, type RefusalCode } from '@cafe/contract';

// Every key of the table is a code; Object.keys only says string.
const CODES = Object.keys(REFUSALS) as readonly RefusalCode[];

/** What anything sent to the hub can be refused with. */
export const ALWAYS: readonly RefusalCode[] = [
  'command.malformed',
  'actor.rate_limited',
  'input.too_large',
  'hub.busy',
  'hub.draining',
  'hub.internal',
];

/** What any bearer token can be refused with. */
export const WITH_TOKEN: readonly RefusalCode[] = [
  'auth.required',
  'auth.invalid',
  'auth.expired',
  'auth.revoked',
  'actor.forbidden',
];

const COMMANDS: readonly RefusalCode[] = [
  ...WITH_TOKEN,
  'actor.approval_required',
  'actor.not_found',
  'auth.locked',
  'auth.wrong_credentials',
  'command.id_reused',
  'guest.not_admitted',
  'guest.session_ended',
  'hub.outcome_unknown',
  'input.card_number',
];

/** The first words of the codes a service's rules refuse with, by the first word of its commands. */
const WORDS: Readonly<Record<FirstWord, readonly string[]>> = {
  store: ['store'],
  staff: ['staff'],
  device: ['device'],
  menu: ['menu'],
  floor: ['floor', 'table'],
  order: ['order', 'line', 'menu', 'floor', 'table', 'guest'],
  payment: ['payment', 'order'],
  guest: ['guest', 'order', 'floor', 'table'],
};

/** Every code a command can be refused with, beside those that anything can. */
export const refusalsOf = (type: CommandType): readonly RefusalCode[] => {
  const words = WORDS[firstWordOf(type)];
  const ofService = CODES.filter((code) => words.includes(code.slice(0, code.indexOf('.'))));
  const own: readonly RefusalCode[] = type === 'device.enrol' ? ['auth.wrong_code'] : [];
  return [...new Set([...COMMANDS, ...own, ...ofService])];
};
