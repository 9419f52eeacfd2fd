import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, expect, test } from '@jest/globals';
import { ROOT, textOf } from '../source-facts.ts';
import { createFolder, freePort, runs, runsScript, stays } from './programs.ts';
import { type Asked, createStandIn, upgrade } from './stand-in-hub.ts';

type NginxConfig = (options: Readonly<Record<string, unknown>>) => string;
const { nginxConfig } = (await import(join(ROOT, 'scripts/cluster/nginx-config.mjs'))) as {
  readonly nginxConfig: NginxConfig; // a script has no types of its own
};

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanUps.splice(0).reverse()) await clean();
});

/** A configuration like the container's, with what is of this machine in a folder of its own. */
const written = async (options: { readonly listen: string; readonly hubs: readonly string[]; trusted?: string[] }) => {
  const { folder, remove } = await createFolder();
  cleanUps.push(remove);
  await mkdir(join(folder, 'temp'));
  const file = join(folder, 'nginx.conf');
  await writeFile(file, nginxConfig({ ...options, pidFile: join(folder, 'pid'), tempDir: join(folder, 'temp') }));
  return file;
};

/** nginx before two stand-ins, ready to be asked. */
const start = async ({ trusted = [] as string[] } = {}) => {
  const [a, b] = [await createStandIn('a'), await createStandIn('b')];
  const port = await freePort();
  const hubs = [a, b].map((hub) => `127.0.0.1:${hub.port}`);
  const nginx = stays('nginx', ['-e', 'stderr', '-c', await written({ listen: `127.0.0.1:${port}`, hubs, trusted })]);
  cleanUps.push(a.close, b.close, () => nginx.stop('SIGQUIT'));
  const base = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + 10_000;
  while (!(await fetch(`${base}/healthz`).catch(() => undefined))?.ok) {
    if (Date.now() > deadline) throw new Error(`nginx does not answer: ${nginx.said()}`);
    await pause(20);
  }
  a.asked.length = 0;
  b.asked.length = 0;
  const ask = async (path: string, request: RequestInit = {}) => {
    const response = await fetch(base + path, request);
    const text = await response.text();
    return { status: response.status, text, asked: () => JSON.parse(text) as Asked }; // a stand-in's answer
  };
  return { a, b, port, ask };
};

test('[DEP-1] the files that are made are as their programs make them', async () => {
  expect(await runsScript('deploy-files.mjs', ['--check'])).toEqual({ code: 0, text: '' });
});

test('[DEP-2] nginx takes the configuration', async () => {
  const file = await written({ listen: '127.0.0.1:8080', hubs: ['127.0.0.1:3001', '127.0.0.1:3002'] });
  const { code, text } = await runs('nginx', ['-t', '-e', 'stderr', '-c', file]);
  expect(text).toContain('test is successful');
  expect(code).toBe(0);
});

test('[DEP-2] nginx takes what stands in front of it where TLS ends', async () => {
  const { folder, remove } = await createFolder();
  cleanUps.push(remove);
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'];
  await runs('openssl', [...made, '-subj', '/CN=cafe.example', '-keyout', key, '-out', certificate]);
  const site = textOf('deploy/nginx/tls-in-front.conf')
    .replace('/etc/ssl/cafe/fullchain.pem', certificate)
    .replace('/etc/ssl/cafe/privkey.pem', key);
  const whole = `pid ${join(folder, 'pid')};\nevents {}\nhttp {\n${site}\n}\n`;
  await writeFile(join(folder, 'nginx.conf'), whole);
  const { text } = await runs('nginx', ['-t', '-e', 'stderr', '-c', join(folder, 'nginx.conf')]);
  expect(text).toContain('test is successful');
});

test('[DEP-2] requests and sockets reach both hubs; the figures and the services do not show', async () => {
  const { a, b, port, ask } = await start();
  for (let times = 0; times < 4; times += 1) expect((await ask('/api/v1/menu')).status).toBe(200);
  expect(new Set([...a.asked, ...b.asked].map(({ hub }) => hub)).size).toBe(2);
  const { status, first } = await upgrade(port);
  expect({ status, first }).toEqual({ status: 101, first: expect.stringMatching(/^[ab] hears$/) });
  for (const path of [
    '/metrics',
    '/internal/v1/order',
    '/internal/',
    '/%69nternal/v1/order',
    '//internal/v1',
    '/x/../metrics',
  ]) {
    expect({ path, status: (await ask(path)).status }).toEqual({ path, status: 404 });
  }
  expect([...a.asked, ...b.asked].filter(({ method }) => method === 'GET')).toHaveLength(5);
});

test('[DEP-3] a guest cannot say where they are', async () => {
  const { ask } = await start();
  const { headers } = (await ask('/', { headers: { 'X-Forwarded-For': '203.0.113.7' } })).asked();
  expect(headers['x-forwarded-for']).toBe('127.0.0.1');
});

test('[DEP-3] a proxy in front that is named can', async () => {
  const { ask } = await start({ trusted: ['127.0.0.1'] });
  const { headers } = (
    await ask('/', { headers: { 'X-Forwarded-For': '198.51.100.1, 203.0.113.7', 'X-Forwarded-Proto': 'https' } })
  ).asked();
  expect(headers).toMatchObject({ 'x-forwarded-for': '203.0.113.7', 'x-forwarded-proto': 'https' });
});

test('[DEP-4] a handshake that a draining hub refuses goes to the other one', async () => {
  const { a, port } = await start();
  a.drain();
  for (let times = 0; times < 4; times += 1) {
    expect(await upgrade(port)).toEqual({ status: 101, first: 'b hears' });
  }
  expect(a.asked.length).toBeGreaterThan(0);
});

test('[DEP-4] a hub that is gone is not noticed', async () => {
  const { a, ask } = await start();
  await a.close();
  cleanUps.shift();
  for (let times = 0; times < 4; times += 1) {
    expect((await ask('/api/v1/orders', { method: 'POST', body: '{}' })).asked().hub).toBe('b');
  }
});

test('[DEP-4] a POST that a hub took and did not answer is not sent twice', async () => {
  const { a, b, ask } = await start();
  a.breakDown();
  b.breakDown();
  expect((await ask('/api/v1/orders', { method: 'POST', body: '{}' })).status).toBe(502);
  expect([...a.asked, ...b.asked]).toHaveLength(1);
});
