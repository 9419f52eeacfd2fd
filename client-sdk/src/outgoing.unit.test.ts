import type { CommandId, ItemId, SessionId } from '@cafe/contract';
import { describe, expect, test } from '@jest/globals';
import { givenClient, watched } from './fake-client.suite.ts';
import { added, idOf, opened, orderId, refusal, streamNumber } from './fake-hub.suite.ts';
import { newId } from './ids.ts';

const line = { itemId: idOf<ItemId>(1), quantity: 1 };
const bills = (count: number) => Array.from({ length: count }, (_, index) => orderId(index + 1));

describe('a command', () => {
  test('[SDK-30] resolves with what the hub answered', async () => {
    const { hub, timers, cafe } = givenClient();
    hub.append(streamNumber(1), opened);
    const sent = watched(cafe.orders.addLines(orderId(1), [line, { ...line, quantity: 3 }]));
    await timers.advance(100);
    expect(sent.outcome).toMatchObject({ version: 2, lineIds: [expect.any(String), expect.any(String)] });
  });

  test.each([1, 2, 3])(
    '[SDK-30] is asked again with the same id when the link ends %i times before the answer',
    async (cuts) => {
      const { hub, timers, cafe } = givenClient();
      hub.append(streamNumber(1), opened);
      await timers.advance(100);
      const sent = watched(cafe.orders.addLines(orderId(1), [line]));
      for (let cut = 1; cut <= cuts; cut += 1) {
        const before = hub.sent.length;
        // It has reached the hub, and its answer is on the way.
        while (hub.sent.length === before) await timers.advance(1);
        hub.cut();
      }
      await timers.advance(10_000);
      expect(sent.outcome).toMatchObject({ version: 2 });
      expect({ times: hub.sent.length, ids: new Set(hub.sent.map(({ id }) => id)).size }).toEqual({
        times: cuts + 1,
        ids: 1,
      });
      expect(hub.versionOf(streamNumber(1))).toBe(2);
    },
  );

  test('[SDK-30] sent before there is a connection goes out when there is one', async () => {
    const { hub, timers, cafe } = givenClient();
    hub.admit = () => refusal('hub.internal', true);
    const sent = watched(cafe.orders.close(orderId(1)));
    await timers.advance(3_000);
    expect(sent.outcome).toBe('waiting');
    hub.admit = () => undefined;
    await timers.advance(6_000);
    expect(sent.outcome).toMatchObject({ version: 0 });
  });
});

describe('order', () => {
  test('[SDK-31] commands of one order go out one after another, also over a cut', async () => {
    const { hub, timers, cafe } = givenClient();
    hub.append(streamNumber(1), opened);
    const lineIds = Array.from({ length: 10 }, () => newId<never>());
    const sent = lineIds.map((lineId) => watched(cafe.orders.addLines(orderId(1), [{ ...line, lineId }])));
    await timers.advance(5);
    hub.cut();
    await timers.advance(10_000);
    expect(sent.map(({ outcome }) => (outcome as { version: number }).version)).toEqual([
      2, 3, 4, 5, 6, 7, 8, 9, 10, 11,
    ]);
    expect(hub.stateOf(streamNumber(1))).toMatchObject({ lines: lineIds.map((lineId) => ({ lineId })) });
  });

  test('[SDK-31] at most 32 wait for their answers at once', async () => {
    const { hub, timers, cafe } = givenClient();
    await timers.advance(100);
    hub.network = { frame: () => [1], answer: () => 1_000 };
    for (const bill of bills(40)) void cafe.orders.close(bill);
    await timers.advance(1_500);
    expect(hub.sent).toHaveLength(32);
    await timers.advance(2_000);
    expect(hub.sent).toHaveLength(40);
  });

  test('[SDK-31] what waits for its turn does not hold up other orders', async () => {
    const { hub, timers, cafe } = givenClient();
    const id = newId<CommandId>();
    hub.refuse = (envelope) => (envelope.id === id ? refusal('hub.outcome_unknown', true) : undefined);
    const stuck = watched(cafe.orders.close(orderId(1), { id }));
    const behind = watched(cafe.orders.close(orderId(1)));
    const beside = watched(cafe.orders.close(orderId(2)));
    await timers.advance(5_000);
    expect([stuck.outcome, behind.outcome, beside.outcome]).toEqual([
      'waiting',
      'waiting',
      expect.objectContaining({ version: 0 }),
    ]);
  });
});

describe('refusals', () => {
  test.each(['hub.busy', 'hub.internal', 'hub.outcome_unknown', 'actor.rate_limited', 'hub.draining', 'auth.expired'])(
    '[SDK-32] %s passes: it is sent again, with the same id',
    async (code) => {
      const { hub, timers, cafe } = givenClient();
      hub.refuse = () => (hub.sent.length === 1 ? refusal(code, true) : undefined);
      const sent = watched(cafe.orders.close(orderId(1)));
      await timers.advance(5_000);
      expect(sent.outcome).toMatchObject({ version: 0 });
      expect({ times: hub.sent.length, ids: new Set(hub.sent.map(({ id }) => id)).size }).toEqual({ times: 2, ids: 1 });
    },
  );

  test('[SDK-32] not before the time the hub named', async () => {
    const { hub, timers, cafe } = givenClient();
    hub.refuse = () =>
      hub.sent.length === 1 ? refusal('actor.rate_limited', true, { retryAfterMs: 4_000 }) : undefined;
    void cafe.orders.close(orderId(1));
    await timers.advance(3_900);
    expect(hub.sent).toHaveLength(1);
    await timers.advance(500);
    expect(hub.sent).toHaveLength(2);
  });

  test('[SDK-32] an expired token is replaced before it is sent again', async () => {
    const { hub, timers, cafe, tokens } = givenClient();
    hub.refuse = () => (hub.sent.length === 1 ? refusal('auth.expired', true) : undefined);
    void cafe.orders.close(orderId(1));
    await timers.advance(1_000);
    expect({ tokens, sent: hub.sent.length }).toEqual({ tokens: ['connect', 'expired'], sent: 2 });
  });

  test.each(['order.balance_due', 'guest.not_admitted', 'auth.locked', 'auth.revoked'])(
    '[SDK-32] %s is its sender’s to know, at once, and the next one goes out',
    async (code) => {
      const { hub, timers, cafe } = givenClient();
      hub.refuse = () => (hub.sent.length === 1 ? refusal(code, code !== 'auth.revoked') : undefined);
      const refused = watched(cafe.orders.close(orderId(1)));
      const next = watched(cafe.orders.close(orderId(1)));
      await timers.advance(100);
      expect([refused.outcome, next.outcome]).toEqual([code, expect.objectContaining({ version: 0 })]);
    },
  );

  test('[SDK-32] what does not pass after all is its sender’s to know', async () => {
    const { hub, timers, cafe } = givenClient();
    hub.refuse = () => refusal('hub.internal', true);
    const sent = watched(cafe.orders.close(orderId(1)));
    await timers.advance(20_000);
    expect({ outcome: sent.outcome, times: hub.sent.length }).toEqual({ outcome: 'hub.internal', times: 3 });
  });

  test('[SDK-32] an unknown outcome is asked for, for as long as it is unknown', async () => {
    const { hub, timers, cafe } = givenClient({ timeoutMs: 600_000 });
    hub.refuse = () => (hub.sent.length < 30 ? refusal('hub.outcome_unknown', true) : undefined);
    const sent = watched(cafe.orders.close(orderId(1)));
    await timers.advance(300_000);
    expect(sent.outcome).toMatchObject({ version: 0 });
  });
});

test('[SDK-33] a command goes out under the session in which it was tapped', async () => {
  const { hub, timers, cafe } = givenClient();
  await timers.advance(100);
  const [ana, ben] = [idOf<SessionId>(71), idOf<SessionId>(72)];
  const person = (session: SessionId) => ({ session, getToken: async () => session });
  void cafe.actAs(person(ana));
  await timers.advance(100);
  hub.cut();
  void cafe.orders.close(orderId(1));
  void cafe.actAs(person(ben));
  void cafe.orders.close(orderId(1));
  await timers.advance(5_000);
  expect(hub.sent.map(({ session }) => session)).toEqual([ana, ben]);
});

describe('time', () => {
  test('[SDK-34] a command without an answer says so, with the id by which it can be asked for', async () => {
    const { hub, timers, cafe } = givenClient();
    await timers.advance(100);
    hub.network = { frame: () => [1], answer: () => 60_000 };
    let error: unknown;
    cafe.orders.close(orderId(1), { timeoutMs: 5_000 }).catch((thrown: unknown) => {
      error = thrown;
    });
    await timers.advance(5_001);
    expect(error).toMatchObject({
      code: 'client.timeout',
      retryable: true,
      details: { commandId: expect.any(String) },
    });
  });

  test('[SDK-34] what the hub may have is asked for on after its time, and holds up what comes after it', async () => {
    const { hub, timers, cafe } = givenClient();
    hub.append(streamNumber(1), opened);
    let isKnown = false;
    hub.refuse = () => (isKnown ? undefined : refusal('hub.outcome_unknown', true));
    const [first, second] = [newId<never>(), newId<never>()];
    const late = watched(cafe.orders.addLines(orderId(1), [{ ...line, lineId: first }], { timeoutMs: 1_000 }));
    await timers.advance(2_000);
    expect(late.outcome).toBe('client.timeout');
    const next = watched(cafe.orders.addLines(orderId(1), [{ ...line, lineId: second }]));
    isKnown = true;
    await timers.advance(10_000);
    expect(next.outcome).toMatchObject({ version: 3 });
    expect(hub.stateOf(streamNumber(1))).toMatchObject({ lines: [{ lineId: first }, { lineId: second }] });
  });

  test('[SDK-34] asked for with an id that is on its way, it is sent once; another command with it is refused', async () => {
    const { hub, timers, cafe } = givenClient();
    hub.append(streamNumber(1), opened);
    const id = newId<CommandId>();
    const lines = [{ ...line, lineId: newId<never>() }];
    const [one, again] = [1, 2].map(() => watched(cafe.orders.addLines(orderId(1), lines, { id })));
    const other = watched(cafe.orders.close(orderId(1), { id }));
    await timers.advance(100);
    expect({ one: one?.outcome, again: again?.outcome, other: other.outcome, sent: hub.sent.length }).toEqual({
      one: expect.objectContaining({ version: 2 }),
      again: one?.outcome,
      other: 'command.id_reused',
      sent: 1,
    });
  });

  test('[SDK-34] asked again with that id it is the same command', async () => {
    const { hub, timers, cafe } = givenClient();
    hub.append(streamNumber(1), opened, added(1));
    const id = newId<CommandId>();
    const lines = [{ ...line, lineId: newId<never>() }];
    const first = watched(cafe.orders.addLines(orderId(1), lines, { id }));
    await timers.advance(100);
    const again = watched(cafe.orders.addLines(orderId(1), lines, { id }));
    await timers.advance(100);
    expect(again.outcome).toEqual(first.outcome);
    expect(hub.versionOf(streamNumber(1))).toBe(2);
  });

  test('[SDK-34] when the client stops, whoever waits hears it, and whoever comes after', async () => {
    const { hub, timers, cafe } = givenClient();
    await timers.advance(100);
    hub.network = { frame: () => [1], answer: () => 60_000 };
    const waiting = watched(cafe.orders.close(orderId(1)));
    await timers.advance(10);
    cafe.stop();
    const after = watched(cafe.orders.close(orderId(1)));
    await timers.advance(10);
    expect([waiting.outcome, after.outcome]).toEqual(['client.stopped', 'client.stopped']);
  });
});
