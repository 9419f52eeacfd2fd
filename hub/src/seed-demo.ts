import { type Command, type CommandId, firstWordOf } from '@cafe/contract';
import { type Context, uuidV5 } from '@cafe/services/kernel';
import type { CredentialRows } from '@cafe/services/user';
import type { Cafe } from './cafe.ts';
import { demoCommands, demoPeople } from './demo/index.ts';

/** Nobody tapped it: the hub itself set the demo up. */
const BY_DEMO: Context = { by: { kind: 'service', id: 'demo' }, may: () => true };

/** The same id each time, so that a seeding cut short goes on where it stopped. */
const idOf = (cafe: Cafe, command: Command, index: number): CommandId =>
  uuidV5(`demo ${index} ${command.type}`, cafe.storeId) as CommandId; // a uuid of version 5 is a command id

const send = (cafe: Cafe, command: Command, index: number): Promise<unknown> => {
  const service = cafe.services.get(firstWordOf(command.type));
  if (!service) throw new Error(`no service owns ${command.type}`);
  return service.handle({ id: idOf(cafe, command, index), command }, BY_DEMO);
};

/**
 * Puts the demo café into an empty store: its menu, floors, tables, people and their PINs. Resolves when all of it is
 * durable. Repeating it is safe, also after a part of it.
 */
export const seedDemo = async (cafe: Cafe, credentials: CredentialRows): Promise<void> => {
  const { storeId, user } = cafe;
  // The last person's PIN is the last thing that is put there.
  const last = demoPeople(storeId).at(-1);
  if (last && (await credentials.find(storeId, 'pin', last.staffId))) return;
  for (const [index, command] of demoCommands(storeId).entries()) await send(cafe, command, index);
  for (const { staffId, pin, password } of demoPeople(storeId)) {
    if (password !== undefined) await user.assignSecret({ storeId, staffId }, { kind: 'password', value: password });
    await user.assignSecret({ storeId, staffId }, { kind: 'pin', value: pin });
  }
};
