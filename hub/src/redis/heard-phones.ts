import type { GuestId, Instant } from '@cafe/contract';
import type { GuestRows } from '@cafe/services/guest';
import type { RedisLink } from './redis-link.ts';

/** When guests' phones were last heard of, between two tokens: hot, and no loss when it is gone. */
export interface HeardPhones {
  /** A phone was heard of now; `guest:<id>`, as its messages are counted. Anything else is nobody's. */
  note(sender: string): void;
  /** When that was; undefined where nothing is known of it. */
  latest(guestId: GuestId): Promise<Instant | undefined>;
}

export interface HeardPhonesOptions {
  readonly storeId: string;
  readonly now: () => Date;
  readonly redis?: Pick<RedisLink, 'client' | 'isUp'> | undefined;
}

/** A phone that is busy is noted that often, in milliseconds. */
const NOTED_EVERY_MS = 60_000;
/** Longer than a phone may be silent. In seconds. */
const KEPT_SECONDS = 2 * 60 * 60;
/** So many phones are remembered in this process. */
const REMEMBERED = 10_000;

const later = (one: string | null | undefined, other: string | undefined): Instant | undefined => {
  if (!one) return other;
  return other !== undefined && other > one ? other : one;
};

/** In Redis for all processes together where there is one, and in this one's memory all the same. */
export const createHeardPhones = ({ storeId, now, redis }: HeardPhonesOptions): HeardPhones => {
  const here = new Map<GuestId, Instant>();
  const keyOf = (guestId: GuestId): string => `cafe:${storeId}:heard:${guestId}`;
  const missed = () => undefined;
  return {
    note(sender) {
      if (!sender.startsWith('guest:')) return;
      const guestId = sender.slice('guest:'.length) as GuestId; // guests are counted by their id, from a verified token
      const at = now();
      const before = here.get(guestId);
      if (before !== undefined && at.getTime() - Date.parse(before) < NOTED_EVERY_MS) return;
      if (here.size >= REMEMBERED) here.clear();
      here.set(guestId, at.toISOString());
      if (redis?.isUp()) redis.client.set(keyOf(guestId), at.toISOString(), 'EX', KEPT_SECONDS).catch(missed);
    },
    async latest(guestId) {
      const there = redis?.isUp() ? await redis.client.get(keyOf(guestId)).catch(missed) : undefined;
      return later(there, here.get(guestId));
    },
  };
};

/** The rows of phones, and what was heard of each since its row was last written. */
export const withHeardPhones = (rows: GuestRows, heard: HeardPhones): GuestRows => ({
  ...rows,
  phones: {
    putOnce: (row) => rows.phones.putOnce(row),
    seen: (storeId, guestId, at) => rows.phones.seen(storeId, guestId, at),
    async find(storeId, guestId) {
      const row = await rows.phones.find(storeId, guestId);
      const seenAt = row && later(await heard.latest(guestId), row.seenAt);
      return row && seenAt !== undefined ? { ...row, seenAt } : row;
    },
  },
});
