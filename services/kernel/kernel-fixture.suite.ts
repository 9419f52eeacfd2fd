import type { By, Command, Commit, DomainEvent } from '@cafe/contract';
import { CommandId, ItemId, OrderId, StoreId } from '@cafe/contract';
import { type StreamName, stockStream } from '@cafe/contract/folds';
import type { Context, Definition, Receipt, Service } from './definition.ts';
import type { EventLog } from './event-log.ts';
import { createKernel, type Kernel } from './kernel.ts';
import type { KernelOptions } from './kernel-options.ts';
import { createMemoryEventLog } from './memory-event-log.ts';
import { Refusal } from './refusal.ts';
import { createService } from './service.ts';
import { createSteeredTime, type SteeredTime } from './steered-time.ts';

/** The n-th uuid of a kind of thing: the same in every run. */
const uuid = (kind: string, n: number): string => `00000000-0000-4000-8${kind}-${n.toString(16).padStart(12, '0')}`;

export const STORE = StoreId.parse(uuid('001', 1));
export const OTHER_STORE = StoreId.parse(uuid('001', 2));
export const ORDER = OrderId.parse(uuid('002', 1));
export const item = (n: number): ItemId => ItemId.parse(uuid('003', n));
export const stock = (n: number) => stockStream(item(n));
export const commandId = (n: number): CommandId => CommandId.parse(uuid('004', n));
export const NOON = '2026-11-23T12:00:00.000Z';

export const ANA: By = { kind: 'staff', id: uuid('005', 1) };
export const BEN: By = { kind: 'staff', id: uuid('005', 2) };
export const as = (by: By): Context => ({ by, may: () => true });

export const counted = (n: number, remaining: number | null): DomainEvent => ({
  type: 'stock.set',
  itemId: item(n),
  remaining,
});
export const took = (n: number, quantity: number): DomainEvent => ({
  type: 'stock.taken',
  itemId: item(n),
  orderId: ORDER,
  quantity,
});

/** A commit made by hand: of command `n`, with one event for each part unless told otherwise. */
export const commit = (
  n: number,
  parts: readonly (readonly [StreamName, number])[],
  more: Partial<Commit> = {},
): Commit => ({
  storeId: STORE,
  parts: parts.map(([stream, version]) => ({ stream, version, events: [counted(1, version)] })),
  at: NOON,
  businessDay: '2026-11-23',
  by: ANA,
  commandId: commandId(n),
  bodyHash: `body ${n}`,
  ...more,
});

export type Take = Extract<Command, { type: 'menu.setStock' }>;

/** Takes so many of an item: a command that has another effect each time it is decided. 0 changes nothing, null stops counting. */
export const take = (n: number, remaining: number | null): Take => ({
  type: 'menu.setStock',
  itemId: item(n),
  remaining,
});

/** A service for tests. Its one command takes from a stock that was counted, and is told how often something happened. */
export const taking: Definition<Take> = {
  name: 'menu',
  owns: ['menu'],
  streamOf: ({ itemId }) => stockStream(itemId),
  decide: ({ itemId, remaining: quantity }, desk) => {
    const stream = stockStream(itemId);
    const { remaining } = desk.state(stream);
    if (quantity === 0) return [];
    if (quantity === null) return [{ stream, events: [{ type: 'stock.set', itemId, remaining: null }] }];
    if (remaining === null) throw new Refusal('menu.not_counted', `${itemId} is not counted`);
    if (remaining < quantity) throw new Refusal('menu.sold_out', `${remaining} of ${itemId} are left`);
    return [{ stream, events: [{ type: 'stock.taken', itemId, orderId: ORDER, quantity }] }];
  },
  result: (_command, changes) => ({ events: changes.flatMap(({ events }) => events).length }),
};

export interface Bench {
  readonly kernel: Kernel;
  readonly service: Service;
  readonly log: EventLog;
  readonly time: SteeredTime;
  readonly reported: unknown[];
  /** Sends command `n`. */
  send(n: number, command: Command, by?: By): Promise<Receipt>;
}

/** A kernel with one service on a log, in steered time unless it is given timers. */
export const bench = (
  options: Partial<KernelOptions> & { readonly definition?: Definition<never> | Definition<Take> } = {},
): Bench => {
  const { definition = taking, ...given } = options;
  const time = createSteeredTime(NOON);
  const log = options.log ?? createMemoryEventLog(STORE);
  const reported: unknown[] = [];
  const kernel = createKernel({
    storeId: STORE,
    log,
    clock: time.clock,
    timers: time.timers,
    calendar: () => ({ timeZone: 'Europe/Berlin', dayStart: '04:00' }),
    report: (error) => reported.push(error),
    random: () => 0.5,
    process: 'test',
    ...given,
  });
  // A definition of fewer commands than all; the test sends no others.
  const service = createService(definition as Definition, kernel);
  return {
    kernel,
    service,
    log,
    time,
    reported,
    send: (n, command, by = ANA) => service.handle({ id: commandId(n), command }, as(by)),
  };
};

/** The code a promise was refused with; fails when it was not. */
export const codeOf = async (sent: Promise<unknown>): Promise<string> => {
  try {
    await sent;
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
  throw new Error('nothing was refused');
};

/** Every commit of a stream in the log, in its order. */
export const history = async (log: EventLog, stream: StreamName): Promise<readonly Commit[]> => {
  const keys = Array.from({ length: 200 }, (_, index) => `${stream}#${index + 1}`);
  const versionIn = ({ parts }: Commit): number => parts.find((part) => part.stream === stream)?.version ?? 0;
  return [...(await log.byKeys(keys))].sort((one, other) => versionIn(one) - versionIn(other));
};
