import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { certify, readTls } from '@cafe/hub';
import { startTestHub, type TestHub } from '@cafe/testing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ROOT } from './source-facts.ts';

let folder: string;
let hub: TestHub;
const mongodbUri = process.env['TEST_MONGODB_URI'] ?? '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cafe-tls-'));
  const found = ['localhost', '127.0.0.1'];
  await certify({ folder: join(folder, 'tls'), found, asked: [], host: 'till', now: new Date(), randomBytes });
  const tls = readTls({ DATA_DIR: folder, TLS_CERT: undefined, TLS_KEY: undefined });
  hub = await startTestHub({ mongodbUri, demo: true, tls });
}, 120_000);
afterAll(async () => {
  await hub.stop();
  await rm(folder, { recursive: true, force: true });
});

interface Answered {
  readonly status: number | undefined;
  readonly type: string | undefined;
  readonly body: Buffer;
}

/** Asks the hub as a device does that trusts the café. */
const ask = async (path: string, language = 'en'): Promise<Answered> => {
  const ca = await readFile(join(folder, 'tls/ca.crt'));
  return new Promise((resolve, reject) => {
    const asked = request(`${hub.base}${path}`, { ca, headers: { 'Accept-Language': language } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode, type: response.headers['content-type'], body: Buffer.concat(chunks) }),
      );
    });
    asked.on('error', reject).end();
  });
};

test('[TLS-4] an app with the SDK opens a bill over https and wss', async () => {
  expect(hub.url).toMatch(/^https:/);
  const env = { PATH: process.env['PATH'], NODE_EXTRA_CA_CERTS: join(folder, 'tls/ca.crt') };
  const app = [join(ROOT, 'examples/dist/first-bill.js'), hub.base];
  const { stdout } = await promisify(execFile)(process.execPath, app, { env });
  expect(stdout).toMatch(/number \d+ is in the kitchen/);
}, 60_000);

test('[TLS-4] who does not trust the café hears so, and nothing else', async () => {
  await expect(fetch(`${hub.base}/healthz`)).rejects.toThrow();
});

test('[TLS-4] who begins to speak without TLS and says nothing more is let go', async () => {
  const socket = connect(Number(new URL(hub.base).port), '127.0.0.1');
  socket.write('G');
  socket.resume();
  await once(socket, 'close');
}, 15_000);

test('[TLS-5] the authority is there to download, and a page says what to do with it', async () => {
  const authority = await ask('/ca.crt');
  expect([authority.status, authority.type]).toEqual([200, 'application/x-x509-ca-cert']);
  expect(authority.body[0]).toBe(0x30); // DER: what every device takes
  const page = (await ask('/trust')).body.toString();
  for (const said of ['iPhone', 'Android', 'Windows', 'macOS', '/ca.crt']) expect(page).toContain(said);
  expect((await ask('/trust', 'de')).body.toString()).toContain('Diesem Café vertrauen');
  const plain = await fetch(`${hub.base.replace('https', 'http')}/trust`);
  expect([plain.status, await plain.text()]).toEqual([200, page]);
});

test('[TLS-5] without a certificate the page says what is missing', async () => {
  const plain = await startTestHub({ mongodbUri });
  const page = await (await fetch(`${plain.base}/trust`)).text();
  expect(page).toContain('npm run cafe -- tls');
  expect((await fetch(`${plain.base}/ca.crt`)).status).toBe(404);
  await plain.stop();
}, 60_000);
