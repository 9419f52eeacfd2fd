import { type Command, Command as CommandSchema, firstWordOf, type StaffId } from '@cafe/contract';
import type { Context } from '@cafe/services/kernel';
import { v7 } from 'uuid';
import type { Cafe } from '../cafe.ts';
import { malformed } from '../execute.ts';

/** What a real store begins with. */
export interface NewStore {
  readonly name: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly ownerName: string;
  readonly login: string;
  readonly password: string;
  readonly pin?: string | undefined;
}

const BY_INIT: Context = { by: { kind: 'service', id: 'init' }, may: () => true };

/** Typed by a person, so parsed like anything from outside. @throws {Refusal} `command.malformed` and the services' codes */
const send = async (cafe: Cafe, raw: Command): Promise<void> => {
  const parsed = CommandSchema.safeParse(raw);
  if (!parsed.success) throw malformed(parsed.error.issues);
  const service = cafe.services.get(firstWordOf(raw.type));
  if (!service) throw new Error(`no service owns ${raw.type}`);
  await service.handle({ id: v7(), command: parsed.data }, BY_INIT);
};

/**
 * Makes the owner of an empty store, its settings, and a code for the first device. Resolves with that code when all of it
 * is durable.
 */
export const initStore = async (
  cafe: Cafe,
  wish: NewStore,
): Promise<{ readonly code: string; readonly expiresAt: string }> => {
  const { storeId, user } = cafe;
  const staffId = v7() as StaffId; // a fresh uuid is an id of whatever is made with it
  const { name, currency, timeZone, ownerName, login, password, pin } = wish;
  await send(cafe, { type: 'store.configure', name, currency, timeZone });
  await send(cafe, { type: 'staff.add', staffId, name: ownerName, role: 'owner', login });
  await user.assignSecret({ storeId, staffId }, { kind: 'password', value: password });
  if (pin !== undefined) await user.assignSecret({ storeId, staffId }, { kind: 'pin', value: pin });
  return user.issueEnrolmentCode({ storeId, at: new Date().toISOString() });
};
