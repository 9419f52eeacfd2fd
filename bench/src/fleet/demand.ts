import type { Day } from './day.ts';
import type { Fitted } from './fitted.ts';
import { batchesPerSecond, type ProcessCost } from './process-cost.ts';

/** How the cafés are laid out over processes. */
export interface Layout {
  /** Today a process serves one café; more is what serving several would bring. */
  readonly cafesPerProcess: number;
  /** Copies of each process, so that one may die. */
  readonly copies: number;
  /** Connections to the store that a process keeps when it is busy (`maxPoolSize`). */
  readonly connectionsPerProcess: number;
}

/** What a fleet needs, at its height or in all. */
export interface Demand {
  readonly hubCores: number;
  readonly hubMemoryGiB: number;
  readonly hubGbit: number;
  readonly storeCores: number;
  readonly storeConnections: number;
  readonly storeGiBPerDay: number;
  readonly redisMessages: number;
}

export type Resource = keyof Demand;

/** Of a minute: what the processes do together, per second. */
interface Work {
  readonly processes: number;
  readonly sockets: number;
  readonly commands: number;
  /** Commands that a process hears of from its copies. */
  readonly carried: number;
  readonly deliveries: number;
}

const GIB = 2 ** 30;
const MICROS = 1_000_000;

export const processesOf = (cafes: number, { cafesPerProcess, copies }: Layout): number =>
  Math.ceil(cafes / cafesPerProcess) * copies;

const coresOf = (cost: ProcessCost, { processes, sockets, commands, carried, deliveries }: Work): number => {
  const done = commands + carried;
  const batches = processes * batchesPerSecond(done / processes, cost.batchSeconds);
  const shared = done === 0 ? 1 : batches / done;
  const micros =
    processes * cost.idleMicros +
    sockets * cost.socketMicros +
    done * cost.commandMicros +
    batches * cost.batchMicros +
    deliveries * shared * cost.frameMicros;
  return micros / MICROS;
};

const workAt = (day: Day, minute: number, layout: Layout): Work => {
  const commands = (day.commands[minute] ?? 0) / 60;
  return {
    processes: processesOf(day.cafes, layout),
    sockets: day.sockets[minute] ?? 0,
    commands,
    // What hearing of a copy's commit costs was not measured: it is taken to cost what a command costs, which is too much.
    carried: commands * (layout.copies - 1),
    deliveries: (day.deliveries[minute] ?? 0) / 60,
  };
};

/** What the fleet needs in one minute. */
export const demandAt = (day: Day, minute: number, { fitted, layout }: Model): Demand => {
  const work = workAt(day, minute, layout);
  const { memory, bytes } = fitted;
  const bytesPerBill = bytes.documentsPerBill + bytes.indexesPerBill;
  return {
    hubCores: coresOf(fitted.hub, work),
    hubMemoryGiB: (work.processes * memory.processBytes + work.sockets * memory.socketBytes) / GIB,
    hubGbit: (work.deliveries * bytes.perDelivery * 8) / 1e9,
    storeCores: coresOf(fitted.store, { ...work, sockets: 0, deliveries: 0, carried: 0 }),
    storeConnections: work.processes * layout.connectionsPerProcess,
    storeGiBPerDay: (day.bills * bytesPerBill) / GIB,
    redisMessages: layout.copies > 1 ? work.commands * fitted.commitsPerCommand : 0,
  };
};

/** What the measurements say, and how the cafés are laid out. */
export interface Model {
  readonly fitted: Fitted;
  readonly layout: Layout;
}

/** The most that is needed of each resource in any minute of the day. */
export const peakDemand = (day: Day, model: Model): Demand => {
  const demands = day.commands.map((_, minute) => demandAt(day, minute, model));
  const most = (resource: Resource): number => Math.max(...demands.map((demand) => demand[resource]));
  return {
    hubCores: most('hubCores'),
    hubMemoryGiB: most('hubMemoryGiB'),
    hubGbit: most('hubGbit'),
    storeCores: most('storeCores'),
    storeConnections: most('storeConnections'),
    storeGiBPerDay: most('storeGiBPerDay'),
    redisMessages: most('redisMessages'),
  };
};
