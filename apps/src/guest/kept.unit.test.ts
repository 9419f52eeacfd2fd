import { type Cafe, CafeError, type Heard, type ItemId, type RoundSent } from '@cafe/client-sdk';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { bill, line } from './bill.suite.ts';
import { createRejections } from './rejections.ts';
import { createSending, type SendingPorts } from './sending.ts';
import { createWishes } from './wishes.ts';

/** What a browser keeps, as far as a page uses it. */
const kept = new Map<string, string>();
const storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> = {
  getItem: (key) => kept.get(key) ?? null,
  setItem: (key, value) => void kept.set(key, value),
  removeItem: (key) => void kept.delete(key),
};
beforeEach(() => {
  kept.clear();
  Object.assign(globalThis, { localStorage: storage });
});

const { orderId } = bill();
const HOUR_MS = 60 * 60_000;
const bun = { itemId: line(1).itemId as ItemId, quantity: 1 };

describe('what is chosen on this phone', () => {
  test('[GPG-12] it is there after a reload, with the ids that it had', () => {
    const wishes = createWishes('T1', () => 0);
    wishes.add(bun);
    wishes.add({ ...bun, note: 'warm' });
    const [first, second] = wishes.list.value;
    expect(createWishes('T1', () => 0).list.value).toEqual([first, second]);
    expect(createWishes('T2', () => 0).list.value).toEqual([]);
    if (first) wishes.remove([first.lineId]);
    expect(createWishes('T1', () => 0).list.value).toEqual([second]);
  });

  test('[GPG-12] changed it is another command, and the same line', () => {
    const wishes = createWishes('T1', () => 0);
    wishes.add(bun);
    const [before] = wishes.list.value;
    if (before) wishes.change(before.lineId, { ...bun, quantity: 3 });
    const [after] = wishes.list.value;
    expect(after).toMatchObject({ lineId: before?.lineId, quantity: 3 });
    expect(after?.commandId).not.toBe(before?.commandId);
  });

  test('[GPG-12] after an evening nothing of it is left', () => {
    createWishes('T1', () => 0).add(bun);
    const soon = createWishes('T1', () => 3 * HOUR_MS);
    soon.dropStale();
    expect(soon.list.value).toHaveLength(1);
    const late = createWishes('T1', () => 5 * HOUR_MS);
    late.dropStale();
    expect(late.list.value).toEqual([]);
    expect(createWishes('T1', () => 0).list.value).toEqual([]);
  });

  test('[GPG-12] what somebody else wrote there is none of it', () => {
    kept.set('cafe.guest.T1.wishes', '{"changedAtMs":1,"wishes":[{"lineId":1},null]}');
    expect(createWishes('T1', () => 0).list.value).toEqual([]);
    kept.set('cafe.guest.T1.wishes', '][');
    expect(createWishes('T1', () => 0).list.value).toEqual([]);
  });
});

describe('what is sent', () => {
  const SENT: RoundSent = { version: 2, round: 1, total: 450, submitted: [], refused: [] };
  const lineIds = [line(1).lineId];

  /** A café that answers as it is told, and who was told what. */
  const ports = (answers: readonly (RoundSent | CafeError)[], nowMs = 0) => {
    const asked: { readonly id: string | undefined; readonly what: unknown }[] = [];
    const heard: unknown[] = [];
    const send: Cafe['orders']['send'] = async (_order, what, options) => {
      asked.push({ id: options?.id, what });
      const answer = answers[asked.length - 1] ?? SENT;
      if (answer instanceof CafeError) throw answer;
      return answer;
    };
    const cafe = { orders: { send }, now: () => nowMs } as unknown as Cafe; // all that sending asks of one
    const given: SendingPorts = {
      cafe,
      orderId,
      onSent: (sent) => heard.push(sent),
      onRefused: (why) => heard.push(why),
    };
    return { asked, heard, sending: createSending(given) };
  };
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  const lost = new CafeError('client.timeout', 'no answer', { retryable: true });

  test('[GPG-21] unanswered it is asked again with the same id, over a reload too; answered it is not', async () => {
    const before = ports([lost]);
    before.sending.send(lineIds);
    await settled();
    expect(before.heard).toEqual([]);
    const after = ports([], 60_000);
    after.sending.resume();
    await settled();
    expect(after.asked).toEqual([{ id: before.asked[0]?.id, what: { lineIds } }]);
    expect(after.heard).toEqual([SENT]);
    after.sending.resume();
    await settled();
    expect(after.asked).toHaveLength(1);
  });

  test('[GPG-21] after two minutes it does not go out any more', async () => {
    ports([lost]).sending.send(lineIds);
    await settled();
    const late = ports([], 121_000);
    late.sending.resume();
    await settled();
    expect(late.asked).toEqual([]);
  });

  test('[GPG-21] tapped twice it is sent once; refused it is over', async () => {
    const refused = new CafeError('guest.needs_staff', 'too much');
    const { asked, heard, sending } = ports([refused]);
    sending.send(lineIds);
    sending.send(lineIds);
    await settled();
    expect(asked).toHaveLength(1);
    expect(heard).toEqual([refused]);
    sending.resume();
    await settled();
    expect(asked).toHaveLength(1);
  });

  test('[GPG-21] another price waits for its guest, and then goes at that price', async () => {
    const [lineId] = lineIds;
    const details = { lines: [{ lineId, old: 450, new: 500 }] };
    const { asked, heard, sending } = ports([new CafeError('order.price_changed', 'dearer', { details })]);
    sending.send(lineIds);
    await settled();
    expect(sending.changes.value).toEqual(details.lines);
    sending.send(lineIds);
    await settled();
    expect(asked[1]?.what).toEqual({ lineIds, acceptedPrices: [{ lineId, unitPrice: 500 }] });
    expect(sending.changes.value).toEqual([]);
    expect(heard).toEqual([SENT]);
  });
});

test('[GPG-23] why a line was given back is kept over a reload, until it is sent again', () => {
  const { lineId } = line(1);
  const part = { stream: `order:${orderId}`, version: 3, at: '2026-11-23T19:00:00.000Z', by: { kind: 'staff' } };
  const heard = (event: object): Heard =>
    ({
      kind: 'commits',
      frame: [
        { ...part, events: [event] },
        { stream: 'menu:1', version: 1, state: {} },
      ],
    }) as unknown as Heard; // a frame as it comes
  createRejections(orderId).observe(heard({ type: 'order.linesRejected', lineIds: [lineId], reason: 'No eggs' }));
  const after = createRejections(orderId);
  expect(after.reasons.value).toEqual({ [lineId]: 'No eggs' });
  after.observe(heard({ type: 'order.linesSubmitted', lineIds: [lineId] }));
  expect(after.reasons.value).toEqual({});
  expect(createRejections(orderId).reasons.value).toEqual({});
});
