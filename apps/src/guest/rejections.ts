import type { Heard, OrderId } from '@cafe/client-sdk';
import { signal } from '@preact/signals';
import { fieldsOf, forget, keep, kept } from '../session/browser-storage.ts';

const rejectionsKey = (orderId: OrderId): string => `cafe.guest.rejected.${orderId}`;

type Reasons = Readonly<Record<string, string>>;

const parse = (value: unknown): Reasons =>
  Object.fromEntries(
    Object.entries(fieldsOf(value)).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );

/**
 * Why the staff gave lines back. A bill says that a line is a draft again and not why: the reason is heard as it happens, and
 * kept here over a reload. It is gone from here once the line is sent again.
 */
export const createRejections = (orderId: OrderId) => {
  const reasons = signal<Reasons>(kept(rejectionsKey(orderId), parse) ?? {});
  const set = (next: Reasons): void => {
    reasons.value = next;
    keep(rejectionsKey(orderId), next);
  };
  const without = (lineIds: readonly string[]): Reasons =>
    Object.fromEntries(Object.entries(reasons.peek()).filter(([lineId]) => !lineIds.includes(lineId)));
  const observe = (heard: Heard): void => {
    if (heard.kind !== 'commits') return;
    for (const part of heard.frame) {
      if (!('events' in part)) continue;
      for (const event of part.events) {
        if (event.type === 'order.linesRejected') {
          const given = Object.fromEntries(event.lineIds.map((lineId) => [lineId, event.reason]));
          set({ ...reasons.peek(), ...given });
        } else if (event.type === 'order.linesSubmitted') set(without(event.lineIds));
      }
    }
  };
  return { reasons, observe, forget: () => forget(rejectionsKey(orderId)) };
};
export type Rejections = ReturnType<typeof createRejections>;
