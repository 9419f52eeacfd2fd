import { checkStore, type StoreFinding } from '@cafe/services/kernel';
import { v7 } from 'uuid';
import type { Config } from '../config.ts';
import { chooseStore, NoSuchStore, storesOf } from '../store-identity.ts';
import type { OpenedStore } from './open-store.ts';

type Finding = StoreFinding;

const good = (name: string, found: string): Finding => ({ name, ok: true, found });
const bad = (name: string, found: string, remedy: string): Finding => ({ name, ok: false, found, remedy });

/** How far the store's clock may be from this machine's before tokens and deadlines go wrong, in milliseconds. */
const CLOCK_SKEW_MS = 5_000;

const whichStore = async ({ connection }: OpenedStore, config: Config): Promise<Finding> => {
  try {
    const stores = await storesOf(connection);
    if (stores.length === 0 && config.isDemo) return good('store', 'none yet; the demo makes one at its first start');
    const { storeId, demo } = chooseStore(stores, config.STORE_ID as (typeof stores)[number]['storeId']); // a uuid, parsed
    return good('store', `${storeId}${demo ? ', a demo' : ''}`);
  } catch (error) {
    if (error instanceof NoSuchStore) return bad('store', error.message, 'npm run cafe -- init');
    throw error;
  }
};

const clock = async ({ connection }: OpenedStore): Promise<Finding> => {
  const hello = await connection.db?.command({ hello: 1 });
  const theirs: unknown = hello?.['localTime'];
  if (!(theirs instanceof Date)) return good('clock', 'the store does not say its time');
  const apartMs = Math.abs(theirs.getTime() - Date.now());
  const found = `${apartMs} ms apart from the store’s`;
  return apartMs < CLOCK_SKEW_MS ? good('clock', found) : bad('clock', found, 'Let both machines keep time by NTP.');
};

const mode = (config: Config): Finding =>
  config.isDemo
    ? good('mode', 'demo: everybody knows its PINs; set MONGODB_URI or NODE_ENV=production for a real café')
    : good('mode', config.isProduction ? 'production' : 'development, not a demo');

/** Everything that can be looked at from here, each with what to do where it is wrong. */
export const examine = async (opened: OpenedStore, config: Config): Promise<readonly Finding[]> => [
  good('talks to', opened.store.foundBy),
  mode(config),
  ...(await checkStore(opened.connection, `doctor_${v7()}`)),
  await clock(opened),
  await whichStore(opened, config),
];

/** Findings as lines for people. */
export const report = (findings: readonly Finding[]): readonly string[] =>
  findings.flatMap(({ name, ok, found, remedy }) => [
    `${ok ? '✓' : '✗'} ${name}: ${found}`,
    ...(remedy === undefined ? [] : [`    → ${remedy}`]),
  ]);
