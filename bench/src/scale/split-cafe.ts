import { randomBytes } from 'node:crypto';
import type { Helper } from '../ask.ts';
import type { HubSetting } from '../config.ts';
import { startHub } from '../hub-process.ts';

const SERVICES = ['user', 'menu', 'order', 'payment', 'guest'] as const;
type Part = 'hub' | (typeof SERVICES)[number];

/** A café whose hub and services are a process each. */
export interface SplitCafe {
  readonly url: string;
  /** User and system time of each process so far, in microseconds. */
  cpuMicros(): Promise<Readonly<Record<Part, number>>>;
  stop(): Promise<void>;
}

const newSecret = (): string => randomBytes(32).toString('hex');

/** Secrets that several processes have in common. */
export const sharedSecrets = (): Readonly<Record<string, string>> => ({
  JWT_KEYS: `k1:${newSecret()}`,
  PIN_PEPPER: newSecret(),
  TABLE_PIN_KEY: newSecret(),
});

/** Starts the five services and then a hub that knows where they are, on a store and secrets that are there already. */
export const startSplitCafe = async (setting: HubSetting): Promise<SplitCafe> => {
  const INTERNAL_KEY = newSecret();
  const helpers: [Part, Helper][] = [];
  const stop = async () => void (await Promise.all(helpers.map(([, helper]) => helper.stop())));
  const start = async (part: Part, urls: Readonly<Record<string, string>>): Promise<string> => {
    const { url, helper } = await startHub({
      ...setting,
      more: { ...setting.more, ROLE: part, INTERNAL_KEY, ...urls },
    });
    helpers.push([part, helper]);
    return url;
  };
  try {
    const urls: Record<string, string> = {};
    for (const service of SERVICES) urls[`${service.toUpperCase()}_URL`] = await start(service, {});
    const url = await start('hub', urls);
    const cpuMicros = async () => {
      const figures: [Part, number][] = [];
      for (const [part, helper] of helpers) figures.push([part, await helper.ask<number>({ kind: 'cpu' })]);
      return Object.fromEntries(figures) as Record<Part, number>; // every part was started above
    };
    return { url, cpuMicros, stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
