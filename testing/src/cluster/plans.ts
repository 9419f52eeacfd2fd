import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { PartPlan } from './part.ts';
import { isOpenAt, isReadyAt, isRedisAt } from './readiness.ts';

/** The services that can be processes of their own. */
export const SERVICES = ['user', 'menu', 'order', 'payment', 'guest'] as const;
export type ServiceName = (typeof SERVICES)[number];

/** Where a cluster keeps what it writes, and what its processes find in their environment. */
export interface Ground {
  /** An absolute path. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

const logOf = ({ folder }: Ground, name: string): string => join(folder, 'logs', `${name}.log`);

/** A process of the hub's own program. */
export interface HubPlan {
  readonly name: string;
  readonly role: 'all' | 'hub' | ServiceName;
  readonly port: number;
  readonly env: Readonly<Record<string, string>>;
  /** What Node itself is told. */
  readonly nodeArgs?: readonly string[];
}

export const hubPlan = (ground: Ground, { name, role, port, env, nodeArgs = [] }: HubPlan): PartPlan => {
  const program = createRequire(import.meta.url).resolve('@cafe/hub/main');
  return {
    name,
    kind: role === 'all' || role === 'hub' ? 'hub' : 'service',
    port,
    command: process.execPath,
    args: [...nodeArgs, program],
    env: { ...ground.env, ...env, ROLE: role, HOST: '127.0.0.1', PORT: String(port) },
    knownBy: program,
    isReady: () => isReadyAt(port),
    logFile: logOf(ground, name),
  };
};

/** A Redis that forgets everything when it ends: what it holds is only ever a shortcut. */
export const redisPlan = (ground: Ground, command: string, port: number): PartPlan => ({
  name: 'redis',
  kind: 'redis',
  port,
  command,
  args: ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', ground.folder],
  env: {},
  knownBy: `:${port}`, // its process calls itself by its address
  isReady: () => isRedisAt(port),
  logFile: logOf(ground, 'redis'),
});

/** What `scripts/cluster/nginx-config.mjs` exports. */
interface NginxConfigModule {
  nginxConfig(wish: {
    readonly listen: string;
    readonly hubs: readonly string[];
    readonly pidFile: string;
    readonly tempDir: string;
  }): string;
}

const GENERATOR = new URL('../../../scripts/cluster/nginx-config.mjs', import.meta.url);

/** nginx in front of the hubs, told what the deployed one is told. Writes its configuration. */
export const nginxPlan = async (
  ground: Ground,
  command: string,
  { port, hubs }: { readonly port: number; readonly hubs: readonly number[] },
): Promise<PartPlan> => {
  const folder = join(ground.folder, 'nginx');
  const file = join(folder, 'nginx.conf');
  await mkdir(folder, { recursive: true });
  const { nginxConfig } = (await import(GENERATOR.href)) as NginxConfigModule; // a script of this repository
  const text = nginxConfig({
    listen: `127.0.0.1:${port}`,
    hubs: hubs.map((hub) => `127.0.0.1:${hub}`),
    pidFile: join(folder, 'nginx.pid'),
    tempDir: folder,
  });
  await writeFile(file, text);
  return {
    name: 'nginx',
    kind: 'balancer',
    port,
    command,
    // The file first: nginx puts words of its own before its command line, and cuts off as much at the end.
    args: ['-c', file, '-p', folder, '-e', 'stderr'],
    env: {},
    knownBy: file,
    isReady: () => isOpenAt(port),
    logFile: logOf(ground, 'nginx'),
  };
};
