import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Config } from './config.ts';
import { createSecrets } from './secrets.ts';

const SECRET = '3f9c1b7a5e2d4860a1c3e5f7092b4d6f';
const NOTHING = { JWT_KEYS: undefined, PIN_PEPPER: undefined, TABLE_PIN_KEY: undefined };
let dataDir = '';
let made = 0;
/** Different bytes each time, and the same in every run. */
const randomBytes = (size: number) => {
  made += 1;
  return Buffer.from(Array.from({ length: size }, (_, index) => (index * 7 + made) % 256));
};
const secrets = (given: object = {}, ROLE: Config['ROLE'] = 'all') =>
  createSecrets({ config: { DATA_DIR: dataDir, ROLE, ...NOTHING, ...given }, randomBytes });
const path = () => join(dataDir, 'secrets.json');

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'cafe-secrets-'));
  made = 0;
});
afterEach(() => rmSync(dataDir, { recursive: true }));

describe('the secrets', () => {
  test('[CFG-7] are made once, for the owner of the data alone, and are the same afterwards', () => {
    const first = secrets();
    expect(first.jwtKeys).toEqual([{ kid: 'k1', secret: expect.stringMatching(/^[\w-]{43}$/) }]);
    expect(new Set([first.jwtKeys[0]?.secret, first.pinPepper, first.tablePinKey]).size).toBe(3);
    expect(statSync(path()).mode & 0o777).toBe(0o600);
    expect(secrets()).toEqual(first);
    expect(readdirSync(dataDir)).toEqual(['secrets.json']);
  });

  test('[CFG-7] are taken from the environment first, and then no file is made', () => {
    const given = { JWT_KEYS: [{ kid: 'a', secret: SECRET }], PIN_PEPPER: SECRET, TABLE_PIN_KEY: SECRET };
    expect(secrets(given)).toEqual({ jwtKeys: given.JWT_KEYS, pinPepper: SECRET, tablePinKey: SECRET });
    expect(existsSync(path())).toBe(false);
  });

  test('[CFG-7] one that is new to the file is added, and the others stay', () => {
    writeFileSync(path(), JSON.stringify({ PIN_PEPPER: SECRET }), { mode: 0o600 });
    expect(secrets().pinPepper).toBe(SECRET);
    expect(JSON.parse(readFileSync(path(), 'utf8'))).toMatchObject({
      PIN_PEPPER: SECRET,
      JWT_KEYS: expect.stringMatching(/^k1:/),
    });
    expect(secrets().pinPepper).toBe(SECRET);
  });

  test('[CFG-7] a file that everybody could read is closed again', () => {
    const first = secrets();
    chmodSync(path(), 0o644);
    expect(secrets()).toEqual(first);
    expect(statSync(path()).mode & 0o777).toBe(0o600);
  });

  test.each(['', '{', '{"PIN_PEPPER":"short"}', '{"PIN_PEPPR":"x"}', '[]'])(
    '[CFG-8] a damaged file (%s) is refused and stays as it is',
    (text) => {
      writeFileSync(path(), text);
      expect(() => secrets()).toThrow(/is damaged/);
      expect(readFileSync(path(), 'utf8')).toBe(text);
    },
  );

  test('[CFG-8] a process of another role is refused without them: all of its kind need the same', () => {
    expect(() => secrets({ TABLE_PIN_KEY: SECRET }, 'user')).toThrow(/JWT_KEYS is missing.*\n.*PIN_PEPPER is missing/);
    expect(() => secrets({}, 'hub')).toThrow(/JWT_KEYS is missing/);
    expect(() => secrets({}, 'guest')).toThrow(/TABLE_PIN_KEY is missing/);
    expect(existsSync(path())).toBe(false);
  });

  test('[CFG-8] a process of another role is given no more than its role needs', () => {
    const given = { JWT_KEYS: [{ kid: 'a', secret: SECRET }] };
    const hub = secrets(given, 'hub');
    expect(hub.jwtKeys).toEqual(given.JWT_KEYS);
    expect(hub.pinPepper).not.toBe(secrets(given, 'hub').pinPepper);
    expect(secrets({}, 'menu').jwtKeys).toEqual([{ kid: 'none', secret: expect.stringMatching(/^[\w-]{43}$/) }]);
    expect(existsSync(path())).toBe(false);
  });
});
