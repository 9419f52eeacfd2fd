import type { Command, FirstWord, StoreId } from '@cafe/contract';
import {
  type Cafe,
  createCafe,
  createHub,
  createTokens,
  demoCommands,
  type HubMetrics,
  readConfig,
} from '@cafe/hub/parts';
import { createMemoryGuestRows } from '@cafe/services/guest';
import {
  type Context,
  createMemoryEventLog,
  createMemoryRows,
  createMemorySnapshots,
  type SteeredTime,
} from '@cafe/services/kernel';
import { createMemoryRows as createUserRows } from '@cafe/services/user';
import { v7 } from 'uuid';
import type { MemoryEntrance } from './memory-io.ts';
import { ORIGIN } from './memory-io.ts';

export interface MemoryHubOptions {
  readonly time: SteeredTime;
  readonly entrance: MemoryEntrance;
  /** Whether the store is the demo café; an empty one otherwise. */
  readonly demo: boolean;
  readonly random: () => number;
  readonly report: (error: unknown) => void;
}

/** A hub whose store is gone when the process ends. */
export interface MemoryHub {
  readonly storeId: StoreId;
  readonly cafe: Cafe;
  readonly tokens: ReturnType<typeof createTokens>;
  /** Sends a command as the house does, past sockets and permissions. Resolves when it is done. */
  asHouse(command: Command): ReturnType<NonNullable<ReturnType<Cafe['services']['get']>>['handle']>;
  stop(): Promise<void>;
}

/** The house itself: it may everything, and nobody tapped it. */
const BY_HOUSE: Context = { by: { kind: 'service', id: 'test' }, may: () => true };
/** Nobody can guess what nobody has to: the store is gone in a moment. */
const SECRET = 'a café in memory keeps no secrets from anybody';

const UNCOUNTED: HubMetrics = {
  command: () => {},
  limited: () => {},
  resumed: () => {},
  emitted: () => {},
  fanout: () => {},
  stage: () => {},
  swept: () => {},
  carried: () => {},
};

const cafeOf = ({ time, random, report }: MemoryHubOptions, storeId: StoreId, signer: MemoryHub['tokens']['signer']) =>
  createCafe({
    storeId,
    log: createMemoryEventLog(storeId),
    rows: {
      users: createUserRows(),
      guests: createMemoryGuestRows(),
      models: createMemoryRows(),
      snapshots: createMemorySnapshots(),
    },
    secrets: { pinPepper: SECRET, tablePinKey: SECRET },
    signer,
    now: time.clock,
    timers: time.timers,
    random,
    newId: () => v7(),
    report,
  });

/** Starts a hub with the real services and the real way in, on a log in memory. */
export const startMemoryHub = async (options: MemoryHubOptions): Promise<MemoryHub> => {
  const { time, entrance, demo, report } = options;
  const storeId = v7() as StoreId; // a fresh uuid is an id of whatever is made with it
  const tokens = createTokens({ keys: [{ kid: 'memory', secret: SECRET }], storeId });
  const cafe = cafeOf(options, storeId, tokens.signer);
  await cafe.start();
  const hub = createHub({
    config: readConfig({ RATE_STAFF: '100000/100000', RATE_GUEST: '100000/100000', MAX_SOCKETS_PER_DEVICE: '1000' }),
    cafe,
    epoch: v7(),
    verifier: tokens.verifier,
    origins: () => new Set([ORIGIN]),
    addressOf: () => '127.0.0.1',
    metrics: UNCOUNTED,
    report,
    now: time.clock,
    newId: () => v7(),
    random: options.random,
    elapsed: () => time.clock().getTime(),
    createIo: entrance.createIo,
    ticks: time.timers,
  });
  await hub.sockets.start();
  const asHouse: MemoryHub['asHouse'] = (command) => {
    // Every command's type begins with a first word of the owners' table.
    const service = cafe.services.get(command.type.slice(0, command.type.indexOf('.')) as FirstWord);
    if (!service) throw new Error(`no service owns ${command.type}`);
    return service.handle({ id: v7(), command }, BY_HOUSE);
  };
  if (demo) for (const command of demoCommands(storeId)) await asHouse(command);
  return { storeId, cafe, tokens, asHouse, stop: () => hub.stop() };
};
