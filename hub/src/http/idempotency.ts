import { type AccessClaims, type By, type StoreId, senderOf } from '@cafe/contract';
import { Refusal, uuidV5 } from '@cafe/services/kernel';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
/** What any header can carry unharmed: printable ASCII, at most 128 characters. */
const KEY = /^[\x20-\x7e]{1,128}$/;

/** The namespace of command ids that are made of keys: a uuid made once, for this alone. */
const COMMANDS = '5b0f7a52-6f0d-5c6e-9a55-0c7a1f4e2d10';

/** The sender of a request by whom its key is told from another's same key. */
export const senderOfRequest = (
  claims: AccessClaims | undefined,
  fields: Readonly<Record<string, unknown>>,
): string => {
  // Somebody who has no token yet is known by the hash of the secret they made.
  if (typeof fields['secretHash'] === 'string') return `secret:${fields['secretHash']}`;
  if (!claims) return 'nobody';
  const { kind, sub: id } = claims;
  const by: By = { kind, id, ...('deviceId' in claims && claims.deviceId && { deviceId: claims.deviceId }) };
  return senderOf(by);
};

export interface KeyedIds {
  readonly commandId: string;
  /** The id of a new thing that names none. */
  readonly newId: string;
}

/**
 * The ids that a request has by its `Idempotency-Key`: the command's is the key itself where it is a uuid, else the uuid v5
 * of sender and key; that of a new thing is the uuid v5 of store, sender and key, so that a repeat meets the same stream.
 * Without a key both are fresh.
 *
 * @throws {Refusal} `command.malformed` for a key that is none
 */
export const idsFor = (
  key: string | undefined,
  { storeId, sender, newUuid }: { readonly storeId: StoreId; readonly sender: string; readonly newUuid: () => string },
): KeyedIds => {
  if (key === undefined) return { commandId: newUuid(), newId: newUuid() };
  if (!KEY.test(key)) throw new Refusal('command.malformed', 'Idempotency-Key is not 1 to 128 printable characters');
  const commandId = UUID.test(key) ? key : uuidV5(JSON.stringify([sender, key]), COMMANDS);
  return { commandId, newId: uuidV5(JSON.stringify([sender, key]), storeId) };
};
