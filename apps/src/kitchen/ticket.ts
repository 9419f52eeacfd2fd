import type { FollowedOrder, LineId, OrderId, OrderLine, RunningBill, StationId } from '@cafe/client-sdk';

export type Task = OrderLine['tasks'][number];

/** Where a line stands for whoever looks at this screen: `done` is ready at the stations that the screen is of. */
export type Standing = 'fired' | 'preparing' | 'done' | 'voided';

export interface TicketLine {
  readonly line: OrderLine;
  readonly standing: Standing;
  /** How far the other stations are that make the same line; on a screen of all stations, each of several. */
  readonly alsoAt: readonly Task[];
}

/** What was sent together. */
export interface TicketBlock {
  readonly round: number;
  /** UTC. */
  readonly sentAt: string;
  /** It came after the order's first round at this station. */
  readonly isAddOn: boolean;
  readonly lines: readonly TicketLine[];
}

/** A card: one round of an order at a station, and the rounds that came while it was still open. */
export interface Ticket {
  /** The same after a reload. */
  readonly key: string;
  readonly orderId: OrderId;
  readonly bill: RunningBill;
  readonly blocks: readonly TicketBlock[];
  /** From when its clock counts, UTC. */
  readonly sentAt: string;
}

/** A step that was tapped and that the hub has not told of yet: it holds while the line is the one that was tapped. */
export interface PendingStep {
  readonly version: number;
  /** `seen`: its void was acknowledged. */
  readonly to: 'preparing' | 'done' | 'seen';
}

export interface TicketView {
  /** Absent: all stations. */
  readonly stationId?: StationId | undefined;
  readonly pending: ReadonlyMap<LineId, PendingStep>;
}

export interface Tickets {
  /** What is to be done, oldest first. */
  readonly open: readonly Ticket[];
  /** What is done and can come back, the last done first. */
  readonly done: readonly Ticket[];
}

const isHere = (task: Task, stationId: StationId | undefined): boolean =>
  stationId === undefined || task.stationId === stationId;

const progressOf = (line: OrderLine, own: readonly Task[]): Standing => {
  if (line.state === 'served' || own.every(({ state }) => state === 'ready')) return 'done';
  return own.every(({ state }) => state === 'fired') ? 'fired' : 'preparing';
};

/** Where a line stands here; undefined where it is none of this screen's. */
export const standingOf = (line: OrderLine, { stationId, pending }: TicketView): Standing | undefined => {
  const own = line.tasks.filter((task) => isHere(task, stationId));
  if (line.round === undefined || own.length === 0) return undefined;
  const step = pending.get(line.lineId);
  const tapped = step?.version === line.version ? step.to : undefined;
  if (line.state === 'voided') return line.void?.acknowledged === false && tapped !== 'seen' ? 'voided' : undefined;
  return tapped === 'done' || tapped === 'preparing' ? tapped : progressOf(line, own);
};

const othersOf = (line: OrderLine, stationId: StationId | undefined): readonly Task[] => {
  if (stationId === undefined) return line.tasks.length > 1 ? line.tasks : [];
  return line.tasks.filter((task) => task.stationId !== stationId);
};

const latest = (moments: readonly string[]): string => moments.toSorted().at(-1) ?? '';

/** When the last of a ticket's lines was done, UTC; only of one that is. */
export const doneAtOf = ({ blocks }: Pick<Ticket, 'blocks'>): string =>
  latest(blocks.flatMap(({ lines }) => lines.flatMap(({ line }) => line.tasks.map(({ at }) => at))));

export const linesOf = ({ blocks }: Pick<Ticket, 'blocks'>): readonly TicketLine[] =>
  blocks.flatMap(({ lines }) => lines);

export const isOpen = (ticket: Pick<Ticket, 'blocks'>): boolean =>
  linesOf(ticket).some(({ standing }) => standing !== 'done');

const wasOpenAt = (blocks: readonly TicketBlock[], moment: string): boolean =>
  isOpen({ blocks }) || doneAtOf({ blocks }) > moment;

/** An order's rounds at this screen, in the order in which they were sent. */
const roundsOf = ({ bill }: FollowedOrder, view: TicketView): readonly TicketBlock[] => {
  const rounds = new Map<number, TicketLine[]>();
  for (const line of bill.lines) {
    const standing = standingOf(line, view);
    if (standing === undefined || line.round === undefined) continue;
    const lines = rounds.get(line.round) ?? [];
    lines.push({ line, standing, alsoAt: othersOf(line, view.stationId) });
    rounds.set(line.round, lines);
  }
  const sorted = [...rounds].toSorted(([one], [other]) => one - other);
  return sorted.map(([round, lines], index) => ({
    round,
    sentAt: lines[0]?.line.sentAt ?? '',
    isAddOn: index > 0,
    lines,
  }));
};

/** A round joins the card before it if that one was still open when it came; else it is a card of its own. */
const ticketsOfOrder = (order: FollowedOrder, view: TicketView): readonly Ticket[] => {
  const cards: TicketBlock[][] = [];
  for (const block of roundsOf(order, view)) {
    const last = cards.at(-1);
    if (last && wasOpenAt(last, block.sentAt)) last.push(block);
    else cards.push([block]);
  }
  const { orderId, bill } = order;
  return cards.map((blocks) => ({
    key: `${orderId} ${blocks[0]?.round}`,
    orderId,
    bill,
    blocks,
    sentAt: blocks[0]?.sentAt ?? '',
  }));
};

const bySending = (one: Ticket, other: Ticket): number => {
  const [a, b] = [`${one.sentAt} ${one.key}`, `${other.sentAt} ${other.key}`];
  return a < b ? -1 : 1;
};

/** The cards of a screen. The same orders make the same cards in the same order, whenever it is asked. */
export const ticketsOf = (orders: readonly FollowedOrder[], view: TicketView): Tickets => {
  const all = orders
    .filter(({ bill }) => bill.status !== 'voided' || bill.lines.some((line) => line.void?.acknowledged === false))
    .flatMap((order) => ticketsOfOrder(order, view));
  const done = all.filter((ticket) => !isOpen(ticket));
  return {
    open: all.filter(isOpen).toSorted(bySending),
    done: done.toSorted((one, other) => (doneAtOf(one) > doneAtOf(other) ? -1 : 1)),
  };
};
