import * as z from 'zod';
import { FLOOR_COMMANDS } from './floor/commands.ts';
import { GUEST_COMMANDS } from './guest/commands.ts';
import { MENU_COMMANDS } from './menu/commands.ts';
import { ORDER_COMMANDS } from './order/commands.ts';
import { PAYMENT_COMMANDS } from './payment/commands.ts';
import { USER_COMMANDS } from './user/commands.ts';

/** Everything that can be asked for. Strict: the hub does not guess what an unknown key means. */
export const Command = z.discriminatedUnion('type', [
  ...USER_COMMANDS,
  ...MENU_COMMANDS,
  ...FLOOR_COMMANDS,
  ...ORDER_COMMANDS,
  ...PAYMENT_COMMANDS,
  ...GUEST_COMMANDS,
]);
export type Command = z.infer<typeof Command>;
export type CommandType = Command['type'];
/** The command of one type. */
export type CommandOf<Type extends CommandType> = Extract<Command, { type: Type }>;

/** Which service decides a command, by the first word of its type. */
export const OWNERS = {
  store: 'user',
  staff: 'user',
  device: 'user',
  menu: 'menu',
  floor: 'order',
  order: 'order',
  payment: 'payment',
  guest: 'guest',
} as const;
export type FirstWord = keyof typeof OWNERS;
export type ServiceName = (typeof OWNERS)[FirstWord];

/** The first word of a command's type. */
export const firstWordOf = (type: CommandType): FirstWord =>
  // Every command type begins with a first word of the table; the type of CommandType does not say so.
  type.slice(0, type.indexOf('.')) as FirstWord;

/** The service that decides a command type. */
export const ownerOf = (type: CommandType): ServiceName => OWNERS[firstWordOf(type)];
