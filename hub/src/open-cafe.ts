import type { OrderId } from '@cafe/contract';
import { floorStream, orderStream } from '@cafe/contract/folds';
import { createTokens } from './auth/tokens.ts';
import { type Cafe, createCafe } from './cafe.ts';
import { openMongoCafe } from './mongo-cafe.ts';
import { UNTRACED } from './observe/tracer.ts';
import { watchStages } from './observe/watch-stages.ts';
import { createHeardPhones, withHeardPhones } from './redis/heard-phones.ts';
import type { Report } from './report.ts';
import { looksAfter } from './roles.ts';
import type { RunOptions } from './run.ts';

/** So many bills are read at once. */
const ORDERS_AT_ONCE = 32;

/** Bills that run are held from the start: what becomes due on them is found by whoever holds them. */
const holdRunning = async ({ storeId, kernel, read }: Cafe): Promise<void> => {
  const floor = await read(floorStream(storeId));
  // Keys of `orders` are order ids by the state's type.
  const running = (Object.keys(floor.orders) as OrderId[]).map(orderStream);
  for (let from = 0; from < running.length; from += ORDERS_AT_ONCE) {
    await kernel.states(running.slice(from, from + ORDERS_AT_ONCE));
  }
};

/** Opens a store's log and starts, on it, what this process looks after. Resolves when commands can come. */
export const openCafe = async (options: RunOptions, report: Report) => {
  const { config, connection, identity, secrets, world, metrics, tracer = UNTRACED, wrapLog = (log) => log } = options;
  const { storeId } = identity;
  const { log, rows, lists } = await openMongoCafe(connection, storeId, report);
  const { signer, verifier } = createTokens({ keys: secrets.jwtKeys, storeId });
  const own = looksAfter(config);
  const heardPhones = createHeardPhones({ storeId, now: world.now, redis: options.redis });
  const { models, ...plain } = { ...rows, guests: withHeardPhones(rows.guests, heardPhones) };
  const cafe = createCafe({
    ...options,
    ...world,
    storeId,
    log: wrapLog(log),
    rows: own.size > 0 && models ? { ...plain, models } : plain,
    signer,
    report,
    watch: watchStages({ elapsed: world.elapsed, metrics, tracer }),
    looksAfter: own,
  });
  await cafe.start();
  await holdRunning(cafe);
  return { cafe, rows, lists, verifier, heardPhones };
};
