import {
  type Cafe,
  type CafeOptions,
  createCafe,
  createHttp,
  type Heard,
  type OrderId,
  type TableId,
  tokensOf,
} from '@cafe/client-sdk';
import type { Audience } from '@cafe/contract';
import type { OrderState } from '@cafe/contract/folds';
import { openDevice, openTerminal } from '../faults/cast.ts';
import { createVersionWatch, until } from '../faults/traffic.ts';

/** What a screen shows of a bill. */
export interface Shown {
  readonly version: number;
  readonly bill: OrderState;
}

/** A screen that somebody looks at: what it showed when, and how it stood with its hub. */
export interface Screen {
  readonly name: string;
  readonly audience: Audience;
  readonly cafe: Cafe;
  /** When it first showed this version of a stream or a later one; undefined where it has not. */
  shownAt(stream: string, version: number): number | undefined;
  /** The bill as it is shown now. */
  read(orderId: OrderId): Shown | undefined;
  /** What it applied that was not the next thing. */
  readonly faults: readonly string[];
  /** Whether it is caught up now. */
  isLive(): boolean;
  /** How it stands with its hub now, in words. */
  standing(): string;
  /** When it lost its hub first after this moment, and when it was caught up again; undefined where it kept it. */
  away(after: number): { readonly lostAt: number; readonly backAt: number | undefined } | undefined;
}

interface Follow {
  readonly status: () => string;
  readonly read: (orderId: OrderId) => Shown | undefined;
}

/** Watches a client: from its first moment on, so that nothing it applied is missed. */
const watched = () => {
  const watch = createVersionWatch();
  const applied = new Map<string, { readonly version: number; readonly at: number }[]>();
  const observe = (heard: Heard): void => {
    watch.observe(heard);
    if (heard.kind !== 'applied') return;
    const { stream, version } = heard.applied;
    const all = applied.get(stream) ?? [];
    all.push({ version, at: performance.now() });
    applied.set(stream, all);
  };
  const shownAt = (stream: string, version: number) => applied.get(stream)?.find((one) => one.version >= version)?.at;
  return { observe, shownAt, faults: watch.faults };
};

/** Notes when a client was caught up and when it was not. */
const standings = (cafe: Cafe, status: () => string, subscribe: (run: () => void) => unknown) => {
  const moments: { readonly at: number; readonly isLive: boolean }[] = [];
  const look = () => {
    const isLive = cafe.connection.getSnapshot().state === 'online' && status() === 'live';
    if (moments.at(-1)?.isLive !== isLive) moments.push({ at: performance.now(), isLive });
  };
  subscribe(look);
  cafe.connection.subscribe(look);
  look();
  return (after: number) => {
    const lost = moments.find(({ at, isLive }) => at >= after && !isLive);
    if (!lost) return undefined;
    return { lostAt: lost.at, backAt: moments.find(({ at, isLive }) => at > lost.at && isLive)?.at };
  };
};

type Watched = ReturnType<typeof watched>;
type Look = { readonly name: string; readonly audience: Audience };

const screenOf = (
  { name, audience }: Look,
  cafe: Cafe,
  { seen, follow, subscribe }: { seen: Watched; follow: Follow; subscribe: (run: () => void) => unknown },
): Screen => ({
  name,
  audience,
  cafe,
  shownAt: seen.shownAt,
  faults: seen.faults,
  read: follow.read,
  isLive: () => cafe.connection.getSnapshot().state === 'online' && follow.status() === 'live',
  standing: () => `${cafe.connection.getSnapshot().state}, ${follow.status()}`,
  away: standings(cafe, follow.status, subscribe),
});

const isLive = <Value extends { readonly status: string }>(value: Value): value is Value => value.status === 'live';

/** A terminal with somebody signed in, which follows the floor. Commands are tried for two minutes. */
export const openTerminalScreen = async (base: string, via: string, name: string): Promise<Screen> => {
  const seen = watched();
  const cafe = await openTerminal(base, { via, observe: seen.observe });
  const floor = cafe.floor();
  const read = (orderId: OrderId) => floor.getSnapshot().value?.orders.find((one) => one.orderId === orderId);
  const follow = { status: () => floor.getSnapshot().status, read };
  const screen = screenOf({ name, audience: 'staff' }, cafe, { seen, follow, subscribe: floor.subscribe.bind(floor) });
  await until(floor, isLive);
  return screen;
};

/** A kitchen screen, which says what it has on its glass. */
export const openKitchenScreen = async (base: string, via: string, name: string): Promise<Screen> => {
  const seen = watched();
  const cafe = await openDevice(base, 'kitchen', { via, observe: seen.observe });
  const kitchen = cafe.kitchen();
  const read = (orderId: OrderId) => kitchen.getSnapshot().value?.orders.find((one) => one.orderId === orderId);
  const follow = { status: () => kitchen.getSnapshot().status, read };
  const subscribe = kitchen.subscribe.bind(kitchen);
  const screen = screenOf({ name, audience: 'kitchen' }, cafe, { seen, follow, subscribe });
  await until(kitchen, isLive);
  return screen;
};

/** Where a phone sits down, and who lets it in. */
export interface Seat {
  readonly tableId: TableId;
  readonly orderId?: OrderId | undefined;
  readonly letIn: (orderId: OrderId) => Promise<unknown>;
}

/** A guest's phone that was let in at a table, and follows its order. */
export const openPhone = async (
  base: string,
  options: Pick<CafeOptions, 'url'> & { readonly name: string },
  { letIn, ...at }: Seat,
): Promise<Screen & { readonly orderId: OrderId }> => {
  const seen = watched();
  const http = createHttp({ url: base });
  const key = await http.join({ name: options.name, ...at });
  await letIn(key.orderId);
  const cafe = createCafe({
    url: options.url,
    getToken: tokensOf(http, key),
    timeoutMs: 120_000,
    observe: seen.observe,
  });
  const order = cafe.order(key.orderId);
  const read = () => order.getSnapshot().value;
  const follow = { status: () => order.getSnapshot().status, read };
  const subscribe = order.subscribe.bind(order);
  const screen = screenOf({ name: options.name, audience: 'guest' }, cafe, { seen, follow, subscribe });
  await until(order, isLive);
  return { ...screen, orderId: key.orderId };
};
