import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { forkHelper, type Helper } from './ask.ts';
import { type HubSetting, hubEnvironment } from './config.ts';
import type { Server, Setting } from './contestant.ts';
import { getAccess } from './hub-access.ts';

const PROGRAM = import.meta.resolve('@cafe/hub').replace(/index\.js$/, 'main.js');
const REPORTER = new URL('./cpu-reporter.js', import.meta.url).href;

/** Resolves with the port once the hub says that it listens; rejects when it ends before. */
const listening = (child: ChildProcess): Promise<number> =>
  new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the hub ended with ${code} before it listened`)));
    child.on('message', (message: { readonly kind?: unknown; readonly port?: unknown }) => {
      if (message.kind === 'listening') resolve(Number(message.port));
    });
  });

const profiling = (directory: string | undefined): string[] =>
  directory === undefined ? [] : ['--cpu-prof', '--cpu-prof-dir', directory];

/** A process of our hub that listens. */
export interface HubProcess {
  readonly url: string;
  readonly helper: Helper;
}

interface Start extends HubSetting {
  /** Where the process writes its CPU profile when it ends. */
  readonly profileDir?: string | undefined;
}

/** Starts our hub as `npm start` does, with the demo café on the given database. Resolves when it listens. */
export const startHub = async ({ profileDir, ...setting }: Start): Promise<HubProcess> => {
  const helper = forkHelper(PROGRAM, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'], // its banner is for people
    execArgv: ['--import', REPORTER, '--expose-gc', ...profiling(profileDir)],
    env: hubEnvironment(setting),
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
  });
  return { url: `http://127.0.0.1:${await listening(helper.child)}`, helper };
};

/** Starts our hub. Resolves when the load generator's devices are enrolled too. One machine plays a whole café: no limits. */
export const serveOurHub = async (setting: Setting): Promise<Server> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'cafe-bench-'));
  const { url, helper } = await startHub({ ...setting, dataDir });
  return {
    url,
    access: JSON.stringify(await getAccess(url)),
    cpuMicros: () => helper.ask<number>({ kind: 'cpu' }),
    async stop() {
      await helper.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
};
