import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { run } from '../setup/run.mjs';

/** How long it may take until it takes work, in milliseconds. */
const READY_MS = 30_000;
/** Nobody: as root one can show that the image needs no rights to its own files. */
const NOBODY = 65_534;

const freePort = async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
};

/** The hub's own secrets, made as for docker-compose.yml and given as there, by files. */
const secretFiles = async (folder) => {
  await run('sh', ['deploy/make-secrets.sh', folder]);
  await run('chmod', ['755', folder]); // Docker shows each file by itself; here nobody has to get through the folder
  const names = (await readdir(folder)).filter((name) =>
    /^(jwt_keys|pin_pepper|table_pin_key|metrics_token)$/.test(name),
  );
  return Object.fromEntries(names.map((name) => [`${name.toUpperCase()}_FILE`, join(folder, name)]));
};

/** Runs a command of the image, as nobody where that can be done. */
const start = ([program, ...args], { folder, env }) => {
  const isRoot = process.getuid?.() === 0;
  const child = spawn(program === 'node' ? process.execPath : program, args, {
    cwd: folder,
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(isRoot && { uid: NOBODY, gid: NOBODY }),
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk));
  const ended = once(child, 'close').then(([code]) => code);
  return { child, ended, said: () => printed };
};

const expectEnd = async (what, { ended, said }, wanted = 0) => {
  const code = await ended;
  if (code !== wanted) throw new Error(`${said()}\n${what} ended with ${code}`);
};

/** Makes a store as docs/deployment.md says, and an owner. */
const init = async (inside) => {
  const cli = ['node', 'hub/dist/cli/main.js', 'init', '--name', 'Corner Café', '--owner', 'Olga', '--login', 'olga'];
  const making = start(cli, inside);
  making.child.stdin.end('cappuccino-and-cake\n\n');
  await expectEnd('init', making);
};

/** Waits until the image's own health check says that it is well. */
const becomesWell = async (health, inside, running) => {
  const deadline = Date.now() + READY_MS;
  for (;;) {
    if ((await start(health, inside).ended) === 0) return;
    if (running.child.exitCode !== null) throw new Error(`it ended with ${running.child.exitCode}:\n${running.said()}`);
    if (Date.now() > deadline) throw new Error(`not well after ${READY_MS} ms:\n${running.said()}`);
    await pause(100);
  }
};

const expectStatus = async (url, wanted, headers = {}) => {
  const { status } = await fetch(url, { headers });
  if (status !== wanted) throw new Error(`${url} answered ${status}, not ${wanted}`);
};

/**
 * Starts what the steps of the image left, as a café of its own in production: makes the store, waits for its health check,
 * asks it, and stops it. Rejects when anything is not as it should be, also when it does not stop cleanly.
 */
export const tryImage = async ({ folder, env, health, command }, { mongodbUri, database, secrets, say }) => {
  const port = await freePort();
  const given = { MONGODB_URI: mongodbUri, DATABASE: database, TRUST_PROXY: 'none', HOST: '127.0.0.1' };
  const { PATH } = process.env;
  const inside = {
    folder,
    env: { PATH, ...env, ...given, ...(await secretFiles(secrets)), ROLE: 'all', PORT: String(port) },
  };
  await init(inside);
  say('made a store and its owner');
  const running = start(command, inside);
  try {
    await becomesWell(health, inside, running);
    for (const path of ['/healthz', '/readyz', '/version', '/docs', '/terminal'])
      await expectStatus(`http://127.0.0.1:${port}${path}`, 200);
    await expectStatus(`http://127.0.0.1:${port}/metrics`, 401);
    say('it is well, and answers');
  } finally {
    running.child.kill('SIGTERM');
  }
  await expectEnd('it', running);
  say('it stopped');
};
