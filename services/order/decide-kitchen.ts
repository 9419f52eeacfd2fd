import type { CommandOf, LineId, OrderId, StationId } from '@cafe/contract';
import { type OrderLine, RECALL_MS, type RunningBill, type Task, type TaskState } from '@cafe/contract/folds';
import type { Change, Desk } from '../kernel/definition.ts';
import { Refusal } from '../kernel/refusal.ts';
import { forbiddenStep } from './line-states.ts';
import { anyBill, namedLines, onOrder, openBill } from './running-bill.ts';

type NamedTask = { lineId: LineId; stationId: StationId };

/** [ORD-45] The kitchen goes on with what was sent, also after the bill was closed. */
const kitchenBill = (desk: Desk, orderId: OrderId): RunningBill => {
  const bill = anyBill(desk, orderId);
  return bill.status === 'closed' ? bill : openBill(desk, orderId);
};

/** The line's tasks a command speaks of: one station's, or all. */
const tasksAt = (line: OrderLine, stationId: StationId | undefined): readonly Task[] => {
  if (stationId === undefined) return line.tasks;
  const tasks = line.tasks.filter((task) => task.stationId === stationId);
  if (tasks.length > 0) return tasks;
  const details = { lineId: line.lineId, stationId };
  throw new Refusal('line.not_found', `${line.name} is not made at station ${stationId}`, { details });
};

/** One step of a station: the states it leads out of, where to, and those in which it was done before. */
interface Step {
  readonly from: readonly TaskState[];
  readonly to: TaskState;
  readonly done: readonly TaskState[];
}
const START: Step = { from: ['fired'], to: 'preparing', done: ['preparing'] };
const FINISH: Step = { from: ['fired', 'preparing'], to: 'ready', done: ['ready'] };
const RECALL: Step = { from: ['ready'], to: 'preparing', done: ['preparing'] };

/** [ORD-41] The tasks a step moves; none where another screen was faster. [ORD-6] Refused where the state has no such step. */
const moving = (line: OrderLine, tasks: readonly Task[], { from, to, done }: Step): NamedTask[] => {
  const atKitchen = line.state === 'fired' || line.state === 'preparing' || line.state === 'ready';
  if (!atKitchen) throw forbiddenStep(line, to);
  const moved = tasks.filter((task) => from.includes(task.state));
  if (moved.length === 0 && !tasks.some((task) => done.includes(task.state))) {
    throw forbiddenStep(line, to, tasks.length === 1 ? tasks[0]?.state : line.state);
  }
  return moved.map(({ stationId }) => ({ lineId: line.lineId, stationId }));
};

/** [ORD-40] fired → preparing, station by station · [ORD-41] */
export const start = ({ orderId, lineIds, stationId }: CommandOf<'order.start'>, desk: Desk): readonly Change[] => {
  const lines = namedLines(kitchenBill(desk, orderId), lineIds);
  const tasks = lines.flatMap((line) => moving(line, tasksAt(line, stationId), START));
  return tasks.length === 0 ? [] : onOrder(orderId, { type: 'order.linesStarted', tasks });
};

/** [ORD-40] fired or preparing → ready, station by station · [ORD-41] also where the line was served meanwhile */
export const finish = ({ orderId, lineIds, stationId }: CommandOf<'order.finish'>, desk: Desk): readonly Change[] => {
  const lines = namedLines(kitchenBill(desk, orderId), lineIds);
  const tasks = lines.flatMap((line) => {
    const at = tasksAt(line, stationId);
    return line.state === 'served' ? [] : moving(line, at, FINISH);
  });
  return tasks.length === 0 ? [] : onOrder(orderId, { type: 'order.linesFinished', tasks });
};

/** [ORD-43] A served line can come back for 30 minutes by the clock of the server. */
const requireRecent = (line: OrderLine, at: string): void => {
  if (line.servedAt === undefined || Date.parse(at) - Date.parse(line.servedAt) < RECALL_MS) return;
  throw new Refusal('line.recall_too_late', `${line.name} was served at ${line.servedAt}`, {
    details: { lineId: line.lineId, servedAt: line.servedAt },
  });
};

/** [ORD-42] ready → preparing at the station, served → ready on the pass · [ORD-41] [ORD-43] */
export const recall = ({ orderId, lineIds, stationId }: CommandOf<'order.recall'>, desk: Desk): readonly Change[] => {
  const lines = namedLines(kitchenBill(desk, orderId), lineIds);
  const served = lines.filter((line) => line.state === 'served');
  for (const line of served) requireRecent(line, desk.at);
  const tasks = lines
    .filter((line) => line.state !== 'served')
    .flatMap((line) => moving(line, tasksAt(line, stationId), RECALL));
  const unserved = served.map((line) => line.lineId);
  return [
    ...(tasks.length === 0 ? [] : onOrder(orderId, { type: 'order.linesRecalled', tasks })),
    ...(unserved.length === 0 ? [] : onOrder(orderId, { type: 'order.linesUnserved', lineIds: unserved })),
  ];
};

/** [ORD-44] Only what is ready on every station is served · [ORD-41] */
export const serve = ({ orderId, lineIds }: CommandOf<'order.serve'>, desk: Desk): readonly Change[] => {
  const lines = namedLines(kitchenBill(desk, orderId), lineIds);
  for (const line of lines) {
    if (line.state !== 'ready' && line.state !== 'served') throw forbiddenStep(line, 'served');
  }
  const ready = lines.filter((line) => line.state === 'ready').map((line) => line.lineId);
  return ready.length === 0 ? [] : onOrder(orderId, { type: 'order.linesServed', lineIds: ready });
};

/** [ORD-55] The kitchen has seen a void; also after the bill ended · [ORD-41] */
export const acknowledgeVoid = (
  { orderId, lineIds }: CommandOf<'order.acknowledgeVoid'>,
  desk: Desk,
): readonly Change[] => {
  const lines = namedLines(anyBill(desk, orderId), lineIds);
  for (const line of lines) if (line.state !== 'voided') throw forbiddenStep(line, 'voided');
  const unseen = lines.filter((line) => line.void?.acknowledged === false).map((line) => line.lineId);
  return unseen.length === 0 ? [] : onOrder(orderId, { type: 'order.voidAcknowledged', lineIds: unseen });
};
