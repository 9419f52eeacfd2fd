import { freePort, onPath, type Surroundings } from '@cafe/hub/embedded';
import { type CutProxy, startCutProxy } from '../cut-proxy.ts';
import { startBalancer } from './balancer.ts';
import type { ClusterOptions } from './cluster.ts';
import { findRedis } from './find-redis.ts';
import { createPart, type Part } from './part.ts';
import { type Ground, hubPlan, nginxPlan, redisPlan, SERVICES, type ServiceName } from './plans.ts';

/** What was started so far, and how to end what is no part. */
export interface Begun {
  readonly parts: Part[];
  readonly closing: (() => Promise<void>)[];
}

/** What is to be started, on what ground, and where it is noted as soon as there is something to end. */
export interface Site {
  readonly options: ClusterOptions;
  readonly ground: Ground;
  readonly begun: Begun;
}

const begin = async ({ parts }: Begun, part: Part): Promise<Part> => {
  parts.push(part);
  await part.start();
  return part;
};

/** The Redis of a cluster: one of its own, unless one is named. */
export const startRedis = async ({ options, ground, begun }: Site, around: Surroundings) => {
  const { redisUrl, died } = options;
  if (redisUrl !== undefined) {
    return { part: undefined, port: Number(new URL(redisUrl).port || 6_379), foundBy: 'REDIS_URL' };
  }
  const { command, foundBy } = await findRedis(around);
  const part = await begin(begun, createPart(redisPlan(ground, command, await freePort()), died));
  return { part, port: part.port, foundBy };
};

/** Fills the demo café: a process of everything does, once, before there are many. */
export const fillDemo = async (ground: Ground, nodeArgs: readonly string[]): Promise<void> => {
  const port = await freePort();
  const died = () => undefined; // its end shows in `start`
  const first = createPart(hubPlan(ground, { name: 'first', role: 'all', port, env: {}, nodeArgs }), died);
  await first.start();
  await first.stop();
};

/** Where the processes find one another. */
export interface Addresses {
  readonly redisPort: number;
  readonly doorPort: number;
}

const urlOf = (port: number): string => `http://127.0.0.1:${port}`;

/** The five services, side by side. */
export const startServices = async (
  { options, ground, begun }: Site,
  { redisPort }: Addresses,
): Promise<ReadonlyMap<ServiceName, Part>> => {
  const { nodeArgs = [], died } = options;
  const env = { REDIS_URL: `redis://127.0.0.1:${redisPort}` };
  const started = SERVICES.map(async (name) => {
    const plan = hubPlan(ground, { name, role: name, port: await freePort(), env, nodeArgs });
    return [name, await begin(begun, createPart(plan, died))] as const;
  });
  return new Map(await Promise.all(started));
};

/** The hubs, side by side, each with its own wire to Redis where those are to be cut. */
export const startHubs = async (
  { options, ground, begun }: Site,
  { redisPort, doorPort, services }: Addresses & { readonly services: ReadonlyMap<ServiceName, Part> },
) => {
  const { hubs: count, cuttable = false, nodeArgs = [], died } = options;
  const wires: CutProxy[] = [];
  const found = [...services].map(([name, { port }]) => [`${name.toUpperCase()}_URL`, urlOf(port)] as const);
  const shared = { ...Object.fromEntries(found), PUBLIC_URL: urlOf(doorPort), TRUST_PROXY: 'loopback' };
  const plans = [];
  for (let index = 0; index < count; index += 1) {
    const wire = cuttable ? await startCutProxy(redisPort) : undefined;
    if (wire) {
      wires.push(wire);
      begun.closing.push(() => wire.close());
    }
    const env = { ...shared, REDIS_URL: `redis://127.0.0.1:${wire?.port ?? redisPort}` };
    plans.push(hubPlan(ground, { name: `hub-${index + 1}`, role: 'hub', port: await freePort(), env, nodeArgs }));
  }
  const hubs = await Promise.all(plans.map((plan) => begin(begun, createPart(plan, died))));
  return { hubs, wires };
};

/** The one address in front of the hubs. Resolves with how it was found. */
export const startDoor = async (
  { options: { path, died }, ground, begun }: Site,
  wish: { readonly port: number; readonly hubs: readonly number[] },
): Promise<string> => {
  const nginx = (await onPath(path, 'nginx')) ?? (await onPath('/usr/sbin', 'nginx')); // root's PATH has it, others' often not
  if (nginx !== undefined) {
    await begin(begun, createPart(await nginxPlan(ground, nginx, wish), died));
    return `nginx (${nginx})`;
  }
  const balancer = await startBalancer(wish.port, wish.hubs);
  begun.closing.push(() => balancer.close());
  return 'a balancer in this process: there is no nginx';
};
