import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, test } from '@jest/globals';
import { textOf } from '../source-facts.ts';
import { compose } from './compose-file.ts';
import { createFolder, freePort, runs, stays } from './programs.ts';

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanUps.splice(0).reverse()) await clean();
});

/** Redis with the container's configuration, and what is of this machine in a folder of its own. */
const startRedis = async () => {
  const { folder, remove } = await createFolder();
  const port = await freePort();
  await runs('sh', ['deploy/make-secrets.sh', folder]);
  const text = textOf('deploy/redis/redis.conf')
    .replaceAll('/run/secrets', folder)
    .replace('dir /data', `dir ${folder}`);
  await writeFile(join(folder, 'redis.conf'), `${text}\nport ${port}\nbind 127.0.0.1\n`);
  const redis = stays('redis-server', [join(folder, 'redis.conf')]);
  cleanUps.push(remove, () => redis.stop());
  /** The container's own health check, with this machine's paths. */
  const check = String(compose.services['redis']?.healthcheck?.test?.[1]).replaceAll('/run/secrets', folder);
  const isWell = () => runs('sh', ['-c', check.replace('redis-cli', `redis-cli -p ${port}`)]);
  const deadline = Date.now() + 10_000;
  while ((await isWell()).code !== 0) {
    if (Date.now() > deadline) throw new Error(`Redis is not well: ${redis.said()}`);
    await pause(50);
  }
  const ask = (password: string, ...words: string[]) =>
    runs('redis-cli', ['-p', String(port), ...words], { ...process.env, ...(password && { REDISCLI_AUTH: password }) });
  return { ask, folder };
};

test('[DEP-16] Redis is well by its health check, keeps what it has, and answers nobody without the password', async () => {
  const { ask, folder } = await startRedis();
  const { text: password } = await runs('cat', [join(folder, 'redis_password')]);
  expect((await ask('', 'ping')).text).toContain('NOAUTH');
  expect((await ask('wrong', 'ping')).text).toContain('WRONGPASS');
  expect((await ask(password.trim(), 'ping')).text).toBe('PONG\n');
  expect((await ask(password.trim(), 'config', 'get', 'maxmemory-policy')).text).toContain('noeviction');
  expect((await ask(password.trim(), 'config', 'get', 'appendonly')).text).toContain('yes');
});

/** The scripts of MongoDB as its shell would run them, which is not on this machine. */
const inShell = (script: string, { status, isPrimary = true }: { status: () => unknown; isPrimary?: boolean }) => {
  const did: unknown[] = [];
  const database = (name: string) => ({
    auth: (user: string, password: string) => did.push(['auth', name, user, password]),
    createUser: (user: object) => did.push(['createUser', name, { ...user }]),
  });
  const globals = {
    require: () => ({ readFileSync: (path: string) => `${path.split('/').at(-1)}\n` }),
    db: { getSiblingDB: database, hello: () => ({ isWritablePrimary: isPrimary }) },
    rs: { status, initiate: (set: object) => did.push(['initiate', JSON.stringify(set)]) },
    quit: (code: number) => did.push(['quit', code]),
  };
  runInNewContext(textOf(script), globals);
  return did;
};
const refusing = (code: number) => () => {
  throw Object.assign(new Error('refused'), { code });
};

describe('[DEP-17] the health check of MongoDB', () => {
  const SCRIPT = 'deploy/mongo/replica-set.js';
  const AUTH = ['auth', 'admin', 'root', 'mongodb_root_password'];

  test('makes the replica set where there is none, and is well when it takes writes', () => {
    const set = JSON.stringify({ _id: 'rs0', members: [{ _id: 0, host: 'mongo:27017' }] });
    const status = refusing(94);
    expect(inShell(SCRIPT, { status, isPrimary: false })).toEqual([AUTH, ['initiate', set], ['quit', 1]]);
    expect(inShell(SCRIPT, { status: () => ({ ok: 1 }) })).toEqual([AUTH, ['quit', 0]]);
  });

  test('makes none over one that it may not see', () => {
    expect(() => inShell(SCRIPT, { status: refusing(13) })).toThrow('refused');
  });

  test('names the set and the host that the café’s address names', () => {
    const made = textOf('deploy/make-secrets.sh');
    expect(made).toContain('@mongo:27017/cafe?replicaSet=rs0');
    expect(compose.services['mongo']?.['command']).toEqual(expect.arrayContaining(['--replSet', 'rs0', '--keyFile']));
  });
});

test('[DEP-17] the café’s user of MongoDB may use its own database and no other', () => {
  expect(inShell('deploy/mongo/create-user.js', { status: () => ({}) })).toEqual([
    ['createUser', 'cafe', { user: 'cafe', pwd: 'mongodb_password', roles: [{ role: 'readWrite', db: 'cafe' }] }],
  ]);
});
