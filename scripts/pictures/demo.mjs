import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../setup/root.mjs';

const program = (path) => join(ROOT, path);

/**
 * Opens a demo café on a free port, with its data in a folder of its own. Resolves when it listens and has named a table:
 * `{ url, tableCode, folder, stop }`.
 */
export const openDemo = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cafe-demo-'));
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, DATA_DIR: join(folder, 'data'), HOST: '127.0.0.1', PORT: '0' };
  const hub = spawn(process.execPath, [program('hub/dist/main.js')], { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const stop = async () => {
    if (hub.exitCode !== null) return;
    const exited = once(hub, 'exit');
    hub.kill();
    await exited;
  };
  let printed = '';
  const opened = new Promise((resolve, reject) => {
    let port;
    const look = () => {
      const tableCode = /\/t\/([A-Z0-9]+)/.exec(printed)?.[1];
      if (port && tableCode) resolve({ url: `http://127.0.0.1:${port}`, tableCode, folder, stop });
    };
    for (const stream of [hub.stdout, hub.stderr]) {
      stream.on('data', (chunk) => {
        printed += chunk;
        look();
      });
    }
    hub.on('message', (message) => {
      port = message.port;
      look();
    });
    hub.once('exit', (code) => reject(new Error(`the hub ended with ${code}\n${printed}`)));
  });
  return opened;
};

/** Plays examples/one-evening at a hub and resolves with the lines it printed. Rejects where somebody did not see it all. */
export const playEvening = async (url) => {
  const { stdout } = await promisify(execFile)(process.execPath, [program('examples/dist/one-evening.js'), url]);
  return stdout.trimEnd().split('\n');
};
