import { createHmac, timingSafeEqual } from 'node:crypto';
import type { OrderId } from '@cafe/contract';

/**
 * [GST-10] The six digits of an order: HMAC-SHA256 under a key outside the database, so that nothing stored gives them
 * away and every process shows the same. `pinEpoch` counts the renewals.
 */
export const digitsOf = (pinKey: string, { orderId, pinEpoch }: { orderId: OrderId; pinEpoch: number }): string => {
  const mac = createHmac('sha256', pinKey).update(`table:${orderId}:${pinEpoch}`).digest();
  // 48 bits over a million: no digit is noticeably likelier than another.
  return String(mac.readUIntBE(0, 6) % 1_000_000).padStart(6, '0');
};

/** Whether digits are the same, in a time that does not tell how many of them are. Both are six characters long. */
export const isSamePin = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
