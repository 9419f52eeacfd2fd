import type { ClaimsOf, GuestId, Instant, StoreId, TokenSubject } from '@cafe/contract';
import { orderStream } from '@cafe/contract/folds';
import { Refusal } from '../kernel/refusal.ts';
import { guestStanding, IDLE_MS } from './decide-session.ts';
import { ownCommandId } from './own-command-id.ts';
import { BY_SERVICE, type GuestPorts, type PhoneRow } from './ports.ts';

type GuestSubject = Extract<TokenSubject, { kind: 'guest' }>;

const ended = (message: string): Refusal => new Refusal('guest.session_ended', message);

/** [GST-24] The others at the table see that the phone is gone, and its place is free. */
const expire = async ({ send }: Pick<GuestPorts, 'send'>, { storeId, guestId, orderId }: PhoneRow): Promise<void> => {
  const id = ownCommandId(`idle:${orderId}:${guestId}`, storeId);
  try {
    await send({ id, command: { type: 'guest.expire', orderId, guestIds: [guestId] } }, BY_SERVICE);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error; // the order ended meanwhile: so did the session
  }
};

/**
 * Whom the secret of a guest stands for now: what their next access token says. Resolves when it was noted that the phone
 * was heard of. Safe to repeat.
 *
 * @throws {Refusal} `guest.session_ended`: over, idle for too long, or never begun
 * @see RULES.md GST-24, GST-25
 */
export const createGuestSubjects =
  ({ rows, read, send }: Pick<GuestPorts, 'rows' | 'read' | 'send'>) =>
  async (storeId: StoreId, subject: string, at: Instant): Promise<GuestSubject> => {
    // Rows of kind guest are put with a guest id as their subject.
    const phone = await rows.phones.find(storeId, subject as GuestId);
    if (!phone) throw ended('this phone never joined');
    const { guestId: sub, orderId } = phone;
    const order = await read(orderStream(orderId));
    const epoch = order.status === 'none' ? 0 : order.epoch;
    // A guest who is present joined in the present epoch: the end of an epoch ends all of them.
    const claims: Pick<ClaimsOf<'guest'>, 'sub' | 'orderId' | 'epoch'> = { sub, orderId, epoch };
    const standing = guestStanding(claims, order, at);
    if (!standing.ok) throw ended(standing.message);
    if (Date.parse(at) - Date.parse(phone.seenAt) >= IDLE_MS) {
      await expire({ send }, phone);
      throw ended('this phone was not heard of for 90 minutes');
    }
    await rows.phones.seen(storeId, sub, at);
    return { kind: 'guest', storeId, sid: sub, ...claims };
  };
