import { type By, DeviceId, StaffId } from '@cafe/contract';
import { menuStream } from '@cafe/contract/folds';
import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Definition } from './definition.ts';
import type { EventLog } from './event-log.ts';
import { createFaultyEventLog } from './faulty-event-log.ts';
import {
  ANA,
  BEN,
  bench,
  codeOf,
  commandId,
  commit,
  counted,
  history,
  ORDER,
  STORE,
  stock,
  take,
  taking,
} from './kernel-fixture.suite.ts';
import type { KernelOptions } from './kernel-options.ts';
import { systemTimers } from './timers.ts';

const DEVICE = DeviceId.parse('00000000-0000-4000-8006-000000000001');
const remainingIn = (state: unknown): unknown => (state as { remaining: unknown }).remaining;

/** What the one command path must do on any log. Call it once per log; `create` gives an empty one each time. */
export const describeKernel = (name: string, create: () => Promise<EventLog>): void => {
  describe(`the path of a command: ${name}`, () => {
    let log: EventLog;
    beforeEach(async () => {
      log = await create();
      await log.insert([
        commit(999, [[stock(1), 1]], { parts: [{ stream: stock(1), version: 1, events: [counted(1, 100)] }] }),
      ]);
    });
    /** A process on that log; timers run by themselves, as the store's answers do. */
    const process = (options: Partial<KernelOptions> & { definition?: Definition<never> } = {}) =>
      bench({ log, timers: systemTimers, ...options });

    test('[KER-1] a command sent again has one effect and the same answer', async () => {
      const { send } = process();
      const first = await send(1, take(1, 5));
      expect(first).toEqual({ stream: stock(1), version: 2, result: { events: 1 } });
      expect(await send(1, take(1, 5))).toEqual(first);
      expect(await history(log, stock(1))).toHaveLength(2);
    });

    test('[KER-1] 50 times at once', async () => {
      const { send, kernel } = process();
      const receipts = await Promise.all(Array.from({ length: 50 }, () => send(1, take(1, 5))));
      expect(new Set(receipts.map((receipt) => JSON.stringify(receipt))).size).toBe(1);
      expect(await history(log, stock(1))).toHaveLength(2);
      expect(remainingIn((await kernel.state(stock(1))).state)).toBe(95);
    });

    test('[KER-1] after a restart, and after others followed', async () => {
      const before = process();
      const first = await before.send(1, take(1, 5));
      await before.send(2, take(1, 5));
      await before.kernel.stop();
      const after = process();
      expect(await after.send(1, take(1, 5))).toEqual(first);
      expect(await history(log, stock(1))).toHaveLength(3);
    });

    test('[KER-1] after it would no longer be allowed', async () => {
      const { send } = process();
      const first = await send(1, take(1, 60));
      await send(2, take(1, null));
      expect(await codeOf(send(3, take(1, 60)))).toBe('menu.not_counted');
      expect(await send(1, take(1, 60))).toEqual(first);
    });

    test('[KER-1] to two processes, 25 times each at once', async () => {
      const processes = [process(), process()];
      const sent = Array.from({ length: 50 }, (_, n) => processes[n % 2]?.send(1, take(1, 5)));
      const receipts = await Promise.all(sent);
      expect(new Set(receipts.map((receipt) => JSON.stringify(receipt))).size).toBe(1);
      expect(await history(log, stock(1))).toHaveLength(2);
    });

    test('[KER-2] the same id with another body is refused, decided or not', async () => {
      const { send } = process();
      await send(1, take(1, 5));
      expect(await codeOf(send(1, take(1, 6)))).toBe('command.id_reused');
      expect(await codeOf(send(1, take(1, 500)))).toBe('command.id_reused');
      expect(await codeOf(send(1, take(1, 0)))).toBe('command.id_reused');
      expect(await codeOf(send(1, take(2, 0)))).toBe('command.id_reused');
      expect(await history(log, stock(1))).toHaveLength(2);
    });

    test('[KER-2] the same id from another sender is refused; who approved it does not matter', async () => {
      const { send } = process();
      const first = await send(1, take(1, 5));
      expect(await codeOf(send(1, take(1, 5), BEN))).toBe('command.id_reused');
      const approved: By = { ...ANA, approvedBy: StaffId.parse(BEN.id) };
      expect(await send(1, take(1, 5), approved)).toEqual(first);
    });

    test('[KER-3] what Ana queued on a device goes out after Ben signed in there', async () => {
      const { send } = process();
      const first = await send(1, take(1, 5), { ...ANA, deviceId: DEVICE });
      expect(await send(1, take(1, 5), { ...BEN, deviceId: DEVICE })).toEqual(first);
      expect((await history(log, stock(1)))[1]?.by).toEqual({ ...ANA, deviceId: DEVICE });
    });

    test('[KER-4] a command that changes nothing writes nothing and is told the present version', async () => {
      const { send } = process();
      expect(await send(1, take(1, 0))).toEqual({ stream: stock(1), version: 1 });
      expect(await log.byCommand([commandId(1)])).toEqual([]);
    });

    test('[KER-5] a refusal from a cache that is behind is decided again on what the log has', async () => {
      const [here, there] = [process(), process()];
      await here.send(1, take(1, 90));
      await there.send(2, take(1, 5));
      await there.send(3, take(1, null));
      await log.insert([commit(4, [], { parts: [{ stream: stock(1), version: 5, events: [counted(1, 50)] }] })]);
      expect(remainingIn(here.kernel.peek(stock(1))?.state)).toBe(10);
      expect(await here.send(5, take(1, 20))).toMatchObject({ version: 6 });
      expect(remainingIn(here.kernel.peek(stock(1))?.state)).toBe(30);
    });

    test('[KER-5] a refusal names the state in the log, and the command id is looked up last', async () => {
      const [here, there] = [process(), process()];
      await here.send(1, take(1, 10));
      const elsewhere = await there.send(2, take(1, 90));
      expect(await here.send(2, take(1, 90))).toEqual(elsewhere);
      expect(await codeOf(here.send(3, take(1, 1)))).toBe('menu.sold_out');
    });

    test('[KER-4] nothing changed is told the version in the log, not the one in memory', async () => {
      const [here, there] = [process(), process()];
      await here.send(1, take(1, 0));
      await there.send(2, take(1, 1));
      expect(await here.send(3, take(1, 0))).toEqual({ stream: stock(1), version: 2 });
    });

    test('[KER-6] changes of one stream become one part, and those of several one document', async () => {
      const definition: Definition<never> = {
        ...(taking as Definition<never>),
        decide: (_command, desk) => [
          { stream: stock(1), events: [counted(1, desk.version(stock(1)))] },
          { stream: stock(2), events: [counted(2, 7)] },
          { stream: stock(3), events: [] },
          { stream: stock(1), events: [counted(1, 9)] },
        ],
      };
      const { send, kernel } = process({ definition });
      expect(await send(1, take(1, 1))).toMatchObject({ version: 2, result: { events: 3 } });
      const [written] = await log.byCommand([commandId(1)]);
      expect(written?.parts).toEqual([
        { stream: stock(1), version: 2, events: [counted(1, 1), counted(1, 9)] },
        { stream: stock(2), version: 1, events: [counted(2, 7)] },
      ]);
      expect(await log.byKeys([`${stock(2)}#1`])).toEqual([written]);
      expect(kernel.peek(stock(2))).toMatchObject({ version: 1, state: { remaining: 7 } });
    });

    test('[KER-7] the versions of what was only looked at are kept', async () => {
      const definition: Definition<never> = {
        ...(taking as Definition<never>),
        decide: (_command, desk) => {
          desk.fact(menuStream(STORE));
          desk.fact(stock(1));
          return [{ stream: stock(2), events: [counted(2, 1)] }];
        },
      };
      const { send } = process({ definition });
      const receipt = await send(1, take(1, 1));
      const [written] = await log.byCommand([commandId(1)]);
      expect(written?.facts).toEqual({ [stock(1)]: 1, [menuStream(STORE)]: 0 });
      expect(receipt).toMatchObject({ stream: stock(1), version: 1 });
      expect(await send(1, take(1, 1))).toEqual(receipt);
    });

    test('[KER-8] two processes take from one stock at once: no unit is lost or sold twice', async () => {
      const processes = [process({ random: Math.random }), process({ random: Math.random })];
      const sent = Array.from({ length: 60 }, (_, n) => {
        const one = processes[n % 2];
        return one?.send(n + 1, take(1, 1)).catch((error) => error.code);
      });
      const answers = await Promise.all(sent);
      const refused = answers.filter((answer) => typeof answer === 'string');
      expect(refused.every((code) => code === 'hub.busy')).toBe(true);
      const versions = answers.flatMap((answer) => (typeof answer === 'object' ? [answer.version] : []));
      expect(new Set(versions).size).toBe(60 - refused.length);
      expect(await history(log, stock(1))).toHaveLength(61 - refused.length);
      await Promise.all(processes.map((one) => one.kernel.sweep()));
      for (const { kernel } of processes) {
        expect(remainingIn(kernel.peek(stock(1))?.state)).toBe(40 + refused.length);
      }
    });

    test('[KER-10] kept, but nobody heard so: answered as in, once', async () => {
      const faulty = createFaultyEventLog(log);
      const { send, kernel } = process({ log: faulty });
      const heard: unknown[] = [];
      kernel.onCommit(({ commit: { commandId: id } }) => heard.push(id));
      faulty.fail('kept', 'lost', 'kept');
      expect(await send(1, take(1, 5))).toEqual({ stream: stock(1), version: 2, result: { events: 1 } });
      expect(heard).toEqual([commandId(1)]);
      expect(await history(log, stock(1))).toHaveLength(2);
    });

    test('[KER-11] a receipt is found for a sender who may no longer send', async () => {
      const { send, kernel } = process();
      const first = await send(1, take(1, 5));
      const envelope = { id: commandId(1), command: take(1, 5) };
      expect(await kernel.findReceipt(envelope, ANA)).toEqual(first);
      expect(await kernel.findReceipt({ ...envelope, id: commandId(2) }, ANA)).toBeUndefined();
      expect(await codeOf(kernel.findReceipt(envelope, BEN))).toBe('command.id_reused');
      expect(await codeOf(kernel.findReceipt({ ...envelope, command: take(1, 6) }, ANA))).toBe('command.id_reused');
    });

    test('[KER-12] commands that need several streams, in either order, all get through', async () => {
      const both = (first: number, second: number): Definition<never> => ({
        ...(taking as Definition<never>),
        decide: (_command, desk) =>
          [first, second].map((n) => {
            desk.state(stock(n));
            return {
              stream: stock(n),
              events: [{ type: 'stock.taken', itemId: take(n, 1).itemId, orderId: ORDER, quantity: 1 }],
            };
          }),
      });
      const { kernel, send } = process({ definition: both(1, 2) });
      const { createService } = await import('./service.ts');
      const reversed = createService({ ...(both(2, 1) as Definition), name: 'order', owns: ['order'] }, kernel);
      const context = { by: ANA, may: () => true };
      const sent = Array.from({ length: 40 }, (_, n) =>
        n % 2 === 0 ? send(n + 1, take(1, 1)) : reversed.handle({ id: commandId(n + 1), command: take(2, 1) }, context),
      );
      await Promise.all(sent);
      expect(await history(log, stock(1))).toHaveLength(41);
      expect(await history(log, stock(2))).toHaveLength(40);
    });

    test('[OUT-3] two processes under load hear the same by the sweep alone, each stream in order, each part once', async () => {
      const processes = [process({ random: Math.random }), process({ random: Math.random })];
      const heard = processes.map(({ kernel }) => {
        const parts: string[] = [];
        kernel.onCommit((letOut) => parts.push(...letOut.parts.map(({ part }) => `${part.stream}#${part.version}`)));
        return parts;
      });
      const streams = [2, 3, 4, 5];
      for (const n of streams)
        await log.insert([
          commit(900 + n, [], { parts: [{ stream: stock(n), version: 1, events: [counted(n, 1_000)] }] }),
        ]);
      await Promise.all(processes.map(({ kernel }) => kernel.states(streams.map(stock))));
      const load = Array.from({ length: 120 }, async (_, n) => {
        await processes[n % 2]?.send(n + 1, take(streams[(n >> 1) % 4] ?? 2, 1));
        if (n % 10 === 0) await Promise.all(processes.map(({ kernel }) => kernel.sweep()));
      });
      await Promise.all(load);
      await Promise.all(processes.map(({ kernel }) => kernel.sweep()));
      for (const n of streams) {
        const expected = (await history(log, stock(n))).slice(1).map((_, index) => `${stock(n)}#${index + 2}`);
        for (const parts of heard) expect(parts.filter((part) => part.startsWith(stock(n)))).toEqual(expected);
        const states = processes.map(({ kernel }) => kernel.peek(stock(n)));
        expect(states[0]?.state).toEqual(states[1]?.state);
        expect(states[0]?.version).toBe(expected.length + 1);
      }
    });
  });
};
