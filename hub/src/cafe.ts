import type { Command, FirstWord, ServiceName, StoreId } from '@cafe/contract';
import {
  floorStream,
  initialOf,
  menuStream,
  type StaffState,
  type StateOf,
  type StreamName,
  staffStream,
  storeStream,
} from '@cafe/contract/folds';
import { createGuestService, type GuestCredentials, type GuestRows, guestDefinition } from '@cafe/services/guest';
import {
  createKernel,
  createService,
  type Definition,
  type EventLog,
  type Kernel,
  type KernelOptions,
  Refusal,
  type RequestContext,
  type Service,
} from '@cafe/services/kernel';
import { menuDefinition, proposeStock } from '@cafe/services/menu';
import { createOrderDefinition, proposeAdmit, proposeWaiting } from '@cafe/services/order';
import { paymentDefinition } from '@cafe/services/payment';
import {
  createHasher,
  createUserService,
  standingOf,
  type TokenSigner,
  type UserRows,
  userDefinition,
} from '@cafe/services/user';
import { createReadOn } from './read-on.ts';
import type { Secrets } from './secrets.ts';

/** Where everything of one store lies, but for its log. */
export interface CafeRows {
  readonly users: UserRows;
  readonly guests: GuestRows;
  readonly models?: KernelOptions['rows'];
  readonly snapshots?: KernelOptions['snapshots'];
}

export interface CafeOptions extends Pick<KernelOptions, 'failpoint' | 'timers' | 'cache' | 'watch'> {
  readonly storeId: StoreId;
  readonly log: EventLog;
  readonly rows: CafeRows;
  readonly secrets: Pick<Secrets, 'pinPepper' | 'tablePinKey'>;
  readonly signer: TokenSigner;
  readonly now: () => Date;
  readonly random: () => number;
  readonly newId: () => string;
  readonly report: (error: unknown) => void;
  /** The services whose collections and deadlines this process looks after; all of them if absent. */
  readonly looksAfter?: ReadonlySet<ServiceName>;
}

/** The five services of one store on one log, put together; it knows no socket and no request. */
export interface Cafe {
  readonly storeId: StoreId;
  readonly kernel: Kernel;
  readonly log: EventLog;
  readonly services: ReadonlyMap<FirstWord, Service>;
  readonly user: ReturnType<typeof createUserService>;
  readonly guest: ReturnType<typeof createGuestService>;
  /** A stream's state, loaded if it was not. */
  read<Name extends StreamName>(stream: Name): Promise<StateOf<Name>>;
  /** A stream's state if it is in memory. */
  peek<Name extends StreamName>(stream: Name): StateOf<Name> | undefined;
  /** Catches up with the log and loads what every decision asks for. Resolves when commands can come. */
  start(): Promise<void>;
}

const readOn = (kernel: Kernel) => ({
  read: async <Name extends StreamName>(stream: Name): Promise<StateOf<Name>> =>
    // The kernel folds a stream by its name: this is its state.
    (await kernel.state(stream)).state as StateOf<Name>,
  peek: <Name extends StreamName>(stream: Name): StateOf<Name> | undefined =>
    kernel.peek(stream)?.state as StateOf<Name> | undefined, // likewise
});

/** [S12] Requests that are no commands ask for a permission too. @throws {Refusal} */
const mustHoldIn =
  (staff: () => Promise<StaffState>) =>
  async ({ claims, at }: RequestContext, permission: string): Promise<void> => {
    if (!claims) throw new Refusal('auth.required', 'this asks for a token');
    const standing = standingOf({ claims }, await staff(), at);
    if (!standing.ok) throw new Refusal(standing.code, standing.message);
    if (!standing.may(permission)) throw new Refusal('actor.forbidden', `${permission} is not permitted`);
  };

/** The kernel of a store: its log, and what its days go by. */
const kernelOf = ({ storeId, log, rows, now, random, newId, report, ...rest }: CafeOptions): Kernel => {
  const calendar = () => readOn(kernel).peek(storeStream(storeId)) ?? initialOf(storeStream(storeId));
  const { failpoint, timers, cache, watch } = rest;
  const kernel: Kernel = createKernel({
    storeId,
    log,
    clock: now,
    calendar,
    report,
    random,
    process: newId(),
    ...(rows.models && { rows: rows.models }),
    ...(rows.snapshots && { snapshots: rows.snapshots }),
    ...(failpoint && { failpoint }),
    ...(timers && { timers }),
    ...(cache && { cache }),
    ...(watch && { watch }),
  });
  return kernel;
};

/** A service that another process looks after: here it decides, if it is asked, and nothing happens by itself. */
const onlyDeciding = <C extends Command, Facts>({
  deadlines: _deadlines,
  readModels: _readModels,
  ...rest
}: Definition<C, Facts>): Definition<C, Facts> => rest;

/** Puts the services of a store on its log. Each gets of the others only what it declared as a port. */
const servicesOn = (kernel: Kernel, { rows, secrets, looksAfter }: CafeOptions) => {
  const { pinPepper: pepper, tablePinKey: pinKey } = secrets;
  const { credentials } = rows.users;
  const guestCredentials: GuestCredentials = { putOnce: (row) => credentials.putOnce(row) };
  const orders = { proposeWaiting, proposeAdmit };
  const on = <C extends Command, Facts>(definition: Definition<C, Facts>): Service =>
    createService(looksAfter?.has(definition.name) === false ? onlyDeciding(definition) : definition, kernel);
  return {
    menu: on(menuDefinition),
    payment: on(paymentDefinition),
    order: on(createOrderDefinition({ proposeStock })),
    user: on(userDefinition({ rows: rows.users, pepper })),
    guest: on(guestDefinition({ orders, credentials: guestCredentials, rows: rows.guests, pinKey })),
  };
};

const byFirstWord = (services: readonly Service[]): ReadonlyMap<FirstWord, Service> =>
  new Map(services.flatMap((service) => service.owns.map((word) => [word, service] as const)));

export const createCafe = (options: CafeOptions): Cafe => {
  const { storeId, log, rows, secrets, signer, now, newId } = options;
  const kernel = kernelOf(options);
  const { read, peek } = readOn(kernel);
  const catchUp = createReadOn({ kernel, log });
  /** For requests, which are answered once: what another process was told a moment ago counts. */
  const readNow: typeof read = async (stream) => {
    await catchUp([stream]);
    return read(stream);
  };
  const staff = () => readNow(staffStream(storeId));
  const on = servicesOn(kernel, options);
  const guest = createGuestService({
    rows: rows.guests,
    pinKey: secrets.tablePinKey,
    read: readNow,
    send: (envelope, context) => on.guest.handle(envelope, context),
    mustHold: mustHoldIn(staff),
  });
  const user = createUserService({
    rows: rows.users,
    hasher: createHasher(),
    pepper: secrets.pinPepper,
    signer,
    guests: guest,
    staff,
    commit: (command, context) => on.user.handle({ id: newId(), command }, context),
  });
  const guarded = guest.guarded(on.guest, { storeId, clock: now });
  const services = byFirstWord([on.menu, on.payment, on.order, on.user, guarded]);
  const always = [storeStream(storeId), staffStream(storeId), menuStream(storeId), floorStream(storeId)];
  const start = async () => {
    await kernel.start();
    await kernel.states(always);
  };
  return { storeId, kernel, log, services, user, guest, read, peek, start };
};
