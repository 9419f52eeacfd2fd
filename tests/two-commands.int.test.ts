import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Checkout, changedLock, createCheckout } from './checkout.ts';

let checkout: Checkout;

beforeEach(async () => {
  checkout = await createCheckout();
});

afterEach(() => checkout.remove());

describe('npm start on a fresh clone', () => {
  test('installs and builds, saying so in a line each, and the second time neither', async () => {
    const first = await checkout.start();
    expect(first.printed).toMatch(
      /^installing what the lockfile names … \d+\.\d s\nbuilding hub … \d+\.\d s\nthe hub runs\n$/,
    );
    expect(first.code).toBe(0);
    const second = await checkout.start();
    expect(second.printed).toMatch(/^nothing to install or build \(looked for \d\.\d s\)\nthe hub runs\n$/);
    expect(await checkout.npmCalls()).toEqual(['ci --ignore-scripts --no-audit --no-fund']);
  }, 60_000);

  test('installs again when the lockfile changed, and builds again when a source did or the output is gone', async () => {
    await checkout.start();
    await checkout.write('package-lock.json', changedLock);
    expect((await checkout.start()).printed).toContain('installing');
    await checkout.write('hub/src/other.ts', 'export const other = 1;\n');
    expect((await checkout.start()).printed).toMatch(/^building hub … /);
    await rm(join(checkout.folder, 'hub/dist'), { recursive: true });
    expect((await checkout.start()).printed).toMatch(/^building hub … .*\nthe hub runs/);
    expect(await checkout.npmCalls()).toHaveLength(2);
  }, 60_000);

  test('sets up once when two are started at once', async () => {
    const ends = await Promise.all([checkout.start(), checkout.start()]);
    expect(ends.map(({ code }) => code)).toEqual([0, 0]);
    expect(ends.filter(({ printed }) => printed.includes('building'))).toHaveLength(1);
    expect(await checkout.npmCalls()).toHaveLength(1);
  }, 60_000);

  test('takes over the set-up of one that died in it', async () => {
    await mkdir(join(checkout.folder, 'data'));
    await checkout.write('data/setup.lock', '4194999'); // above any pid of Linux
    expect((await checkout.start()).code).toBe(0);
    expect(existsSync(join(checkout.folder, 'data/setup.lock'))).toBe(false);
  }, 60_000);

  test('ends with 1 and the reason when the sources do not compile', async () => {
    await checkout.write('hub/src/main.ts', 'export const wrong: number = "text";\n');
    const { code, printed } = await checkout.start();
    expect(code).toBe(1);
    expect(printed).toMatch(/building hub … failed after[\s\S]*TS2322/);
  }, 60_000);
});
