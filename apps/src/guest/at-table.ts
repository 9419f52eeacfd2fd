import { type Cafe, CafeError, createCafe, createHttp, type LineId, type OrderLine, tokensOf } from '@cafe/client-sdk';
import { signalOf } from '@cafe/client-sdk/preact';
import { effect, type ReadonlySignal, signal } from '@preact/signals';
import { toast } from '../ui/toast-list.ts';
import { hadOf, keepHad } from './had.ts';
import { createRejections } from './rejections.ts';
import { sayGuestRefusal } from './say-guest-refusal.ts';
import { createSending, isUnanswered } from './sending.ts';
import type { Stay } from './stay.ts';
import type { Wish, Wishes } from './wishes.ts';
import { say } from './words.ts';

const complain = (thrown: unknown): void => {
  toast({ tone: 'bad', icon: 'alert', text: sayGuestRefusal(thrown), stays: true });
};

/** Brings what was chosen on this phone into the table's cart, each line once. */
const createFlush = (cafe: Cafe, { orderId }: Stay, wishes: Wishes) => {
  const inFlight = signal<ReadonlySet<LineId>>(new Set());
  /** Answered, and not to be seen in the bill yet. */
  const answered = new Map<LineId, number>();
  const settle = (lineId: LineId, isOver: boolean): void => {
    inFlight.value = new Set([...inFlight.peek()].filter((one) => one !== lineId));
    if (isOver) wishes.remove([lineId]);
  };
  const add = async ({ commandId, ...line }: Wish): Promise<void> => {
    inFlight.value = new Set([...inFlight.peek(), line.lineId]);
    try {
      const { version } = await cafe.orders.addLines(orderId, [line], { id: commandId });
      answered.set(line.lineId, version);
      seen(cafe.order(orderId).getSnapshot().value?.version ?? 0);
    } catch (thrown) {
      settle(line.lineId, !isUnanswered(thrown) && !hasEnded(thrown));
      if (!isUnanswered(thrown) && !hasEnded(thrown)) complain(thrown);
    }
  };
  /** The bill came to a version: what is in it needs not be shown beside it. */
  const seen = (version: number): void => {
    for (const [lineId, at] of answered) {
      if (at > version) continue;
      answered.delete(lineId);
      settle(lineId, true);
    }
  };
  const flush = (): void => {
    for (const wish of wishes.list.peek()) if (!inFlight.peek().has(wish.lineId)) void add(wish);
  };
  return { inFlight, flush, seen };
};

const hasEnded = (thrown: unknown): boolean => thrown instanceof CafeError && thrown.code === 'guest.session_ended';

/** Changes lines of this phone's own, one change of a line at a time. */
const createEdits = (cafe: Cafe, { orderId }: Stay) => {
  const busy = signal<ReadonlySet<LineId>>(new Set());
  const once = async (lineId: LineId, work: () => Promise<void>): Promise<void> => {
    if (busy.peek().has(lineId)) return;
    busy.value = new Set([...busy.peek(), lineId]);
    try {
      await work();
    } catch (thrown) {
      if (!hasEnded(thrown)) complain(thrown);
    } finally {
      busy.value = new Set([...busy.peek()].filter((one) => one !== lineId));
    }
  };
  return {
    busy,
    change: (
      { lineId, version: expectedVersion }: OrderLine,
      change: Omit<Parameters<Cafe['orders']['changeLine']>[0], 'orderId' | 'lineId' | 'expectedVersion'>,
    ) => once(lineId, () => cafe.orders.changeLine({ orderId, lineId, expectedVersion, ...change })),
    remove: ({ lineId }: OrderLine) => once(lineId, () => cafe.orders.removeLine(orderId, lineId)),
  };
};

const tellOfRound =
  (bill: () => readonly OrderLine[]) =>
  ({
    submitted,
    refused,
    round,
  }: {
    readonly submitted: readonly LineId[];
    readonly refused: readonly { readonly lineId: LineId }[];
    readonly round: number | undefined;
  }): void => {
    for (const { lineId } of refused) {
      const name = bill().find((line) => line.lineId === lineId)?.name ?? '';
      toast({ tone: 'bad', icon: 'ban', text: say('goneMeanwhile', { name }), stays: true });
    }
    if (round !== undefined) toast({ tone: 'good', icon: 'check', text: say('sentToKitchen') });
    else if (submitted.length > 0) toast({ tone: 'info', icon: 'wait', text: say('sentToStaff') });
  };

/** Where a phone that has joined keeps everything of its stay. One per page and stay. */
export const openTable = (code: string, stay: Stay, wishes: Wishes) => {
  const { orderId, guestId } = stay;
  const rejections = createRejections(orderId);
  const http = createHttp({ url: location.origin });
  const cafe = createCafe({ url: location.origin, getToken: tokensOf(http, stay), observe: rejections.observe });
  const order = signalOf(cafe.order(orderId));
  const connection = signalOf(cafe.connection);
  const flusher = createFlush(cafe, stay, wishes);
  const lines = () => order.peek().value?.bill.lines ?? [];
  const sending = createSending({ cafe, orderId, onSent: tellOfRound(lines), onRefused: complain });
  const stops = [
    effect(() => {
      const seen = order.value.value;
      if (!seen) return;
      flusher.seen(seen.version);
      keepHad(code, hadOf(seen.bill, guestId));
    }),
  ];
  return {
    stay,
    cafe,
    order,
    connection,
    rejections,
    edits: createEdits(cafe, stay),
    sending,
    inFlight: flusher.inFlight as ReadonlySignal<ReadonlySet<LineId>>, // nobody outside writes it
    /** Brings along whatever waits on this phone. */
    bringAlong: (): void => {
      flusher.flush();
      sending.resume();
    },
    leave: (): Promise<void> => cafe.guests.leave(orderId, guestId),
    close: (): void => {
      for (const stop of stops) stop();
      rejections.forget();
      cafe.stop();
    },
  };
};
export type AtTable = ReturnType<typeof openTable>;
