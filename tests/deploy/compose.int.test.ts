import { readFileSync } from 'node:fs';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readConfig } from '@cafe/hub';
import { afterEach, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { ours, SAID } from './compose-file.ts';
import { createFolder, runs } from './programs.ts';

const cleanUps: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const clean of cleanUps.splice(0).reverse()) await clean();
});

const folderOfMyOwn = async (): Promise<string> => {
  const { folder, remove } = await createFolder();
  cleanUps.push(remove);
  return folder;
};

const PROFILES = ['obs', 'rabbitmq', 'tools'].flatMap((name) => ['--profile', name]);

test('[DEP-8] docker-compose takes the file, and makes of it what it says', async () => {
  const { code, text } = await runs('docker-compose', [...PROFILES, 'config'], { ...process.env, ...SAID });
  expect({ code, text: code === 0 ? '' : text }).toEqual({ code: 0, text: '' });
  const { services } = parse(text);
  expect(services['hub-2']).toMatchObject({
    environment: { ROLE: 'hub', PUBLIC_URL: 'https://cafe.example', ORDER_URL: 'http://order:3000' },
    networks: { inside: { ipv4_address: '172.31.77.12' } },
  });
  expect(services.mongo.entrypoint.join(' ')).toContain('exec docker-entrypoint.sh "$$@"');
});

test('[DEP-8] without the address that people reach it at it is refused, with the remedy', async () => {
  const { PUBLIC_URL: _unset, ...env } = process.env;
  const { code, text } = await runs('docker-compose', ['config', '-q'], env);
  expect(code).toBe(1);
  expect(text).toContain('say in .env where people reach the café');
});

test('[DEP-15] each secret is made once, by chance, and only its owner gets to it', async () => {
  const folder = join(await folderOfMyOwn(), 'secrets');
  const make = () => runs('sh', ['deploy/make-secrets.sh', folder]);
  const kept = async () => {
    const names = await readdir(folder);
    const texts = names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const);
    return new Map(await Promise.all(texts));
  };
  expect((await make()).code).toBe(0);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  const first = await kept();
  const random = [...first.values()].flatMap((text) => text.match(/[0-9a-f]{64}/g) ?? []);
  expect(random).toHaveLength(16);
  // Eleven, and three of them again in the address or the file that the other side reads; of Redis' also its digest.
  expect(new Set(random).size).toBe(12);
  await writeFile(join(folder, 'pin_pepper.new'), 'left by a run that was killed');
  expect(await make()).toEqual({ code: 0, text: '' });
  expect(await kept()).toEqual(new Map([...first, ['pin_pepper.new', 'left by a run that was killed']]));
});

test('[DEP-9] the configuration takes what each process is told', async () => {
  const folder = await folderOfMyOwn();
  await runs('sh', ['deploy/make-secrets.sh', folder]);
  for (const [, { environment = {} }] of ours) {
    const read = () => readConfig(environment, (path) => readFileSync(join(folder, basename(path)), 'utf8'));
    expect(read()).toMatchObject({ ROLE: environment['ROLE'], isProduction: true, isDemo: false });
  }
});
