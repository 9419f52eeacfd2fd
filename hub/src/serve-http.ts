import { type AccessClaims, PROTOCOL_VERSION, type ServiceName } from '@cafe/contract';
import { initialOf, menuStream, orderStream, staffStream } from '@cafe/contract/folds';
import { guestRoutes } from '@cafe/services/guest';
import { MENU_ROUTES } from '@cafe/services/menu';
import { ORDER_ROUTES } from '@cafe/services/order';
import { paymentRoutes } from '@cafe/services/payment';
import { type TokenVerifier, USER_ROUTES } from '@cafe/services/user';
import { actorFrom } from './actor.ts';
import type { Cafe } from './cafe.ts';
import { createHttp, type Http } from './http/app.ts';
import type { Check } from './http/options.ts';
import { createLists } from './http/reads/lists.ts';
import type { Hub } from './hub.ts';
import type { LiveFigures } from './metrics/live-figures.ts';
import type { Lists } from './mongo-cafe.ts';
import type { Actor } from './policy.ts';
import { followsLog, storeAnswers } from './readiness.ts';
import type { RedisLink } from './redis/redis-link.ts';
import type { RunOptions } from './run.ts';
import type { Transports } from './seam/remote-services.ts';
import { stationFigures } from './station-figures.ts';

/** A store's services and what reads them. */
export interface Opened {
  readonly cafe: Cafe;
  readonly lists: Lists;
  readonly verifier: TokenVerifier;
  readonly transports: Transports;
  readonly redis?: RedisLink | undefined;
}

/** What HTTP shares with the sockets. */
export interface Shared {
  readonly hub: Hub;
  readonly origins: () => ReadonlySet<string>;
  readonly report: (error: unknown) => void;
}

/** Who claims stand for at this moment. @throws {Refusal} */
const actorOf = async ({ cafe, hub }: { cafe: Cafe; hub: Hub }, claims: AccessClaims): Promise<Actor> => {
  const standing = await hub.door.standing(claims);
  const staff = await cafe.read(staffStream(cafe.storeId));
  const order = claims.kind === 'guest' ? await cafe.read(orderStream(claims.orderId)) : undefined;
  return actorFrom(claims, standing, { staff, order });
};

/** What must be well before the hub takes work, and what it can do without. */
const readiness = async (
  { connection, world }: RunOptions,
  { cafe, transports, redis }: Opened,
  hub: Hub,
): Promise<readonly Check[]> => [
  await storeAnswers(connection),
  followsLog(cafe.kernel, world.now()),
  { name: 'open', ok: hub.isOpen() },
  // Without one of them other things go on: a hub that said no for that would take everything away.
  ...Object.values(transports).map(
    (transport): Check => ({ name: transport.service, ok: !transport.isBroken(), optional: true }),
  ),
  ...(redis ? [{ name: 'redis', ok: redis.isUp(), optional: true } as const] : []),
];

/** What metrics look up when somebody asks for them. */
export const figuresOf = ({ storeId, peek, kernel }: Cafe, { sockets }: Hub, now: () => Date): LiveFigures => {
  const byRole: Record<string, number> = {};
  for (const { audience } of sockets.connections()) byRole[audience] = (byRole[audience] ?? 0) + 1;
  const orders = sockets.kitchenOrders().flatMap((stream) => peek(stream as `order:${string}`) ?? []); // the kitchen's orders
  const menu = peek(menuStream(storeId)) ?? initialOf(menuStream(storeId));
  return {
    sockets: byRole,
    rooms: sockets.rooms(),
    pending: kernel.pending(),
    stations: stationFigures(orders, menu, now().getTime()),
  };
};

/** Up to when everything is in a service's collections: whoever writes them says so. */
const asOfIn =
  ({ cafe: { kernel, storeId }, transports }: Opened) =>
  async (service: ServiceName): Promise<Date> => {
    const transport = transports[service];
    if (!transport) return kernel.asOf();
    const { asOf } = await transport.ask('asOf', { storeId });
    return new Date(asOf);
  };

/** HTTP over the same door and the same way in as the sockets. */
export const serveHttp = (options: RunOptions, opened: Opened, { hub, origins, report }: Shared): Http => {
  const { connection, identity, engine, version, world } = options;
  const { cafe, lists, verifier } = opened;
  const { storeId, kernel, user, guest } = cafe;
  const menu = cafe.services.get('menu');
  if (!menu) throw new Error('no service owns the menu');
  return createHttp({
    ...options,
    ...world,
    ...hub,
    storeId,
    streams: kernel,
    lists: createLists({ connection, lists, storeId, asOf: asOfIn(opened) }),
    menu,
    report,
    origins,
    verify: (token) => verifier.verify(token, world.now().toISOString()),
    actorOf: (claims) => actorOf({ cafe, hub }, claims),
    routes: [...USER_ROUTES, ...MENU_ROUTES, ...ORDER_ROUTES, ...paymentRoutes, ...guestRoutes],
    requestRoutes: [...user.requestRoutes, ...guest.requestRoutes],
    readiness: () => readiness(options, opened, hub),
    version: {
      name: 'cafe-hub',
      version,
      protocol: PROTOCOL_VERSION,
      demo: identity.demo,
      store: engine,
      role: options.config.ROLE,
    },
  });
};
