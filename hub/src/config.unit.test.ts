import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ConfigError, readConfig } from './config.ts';
import { configTable, describeConfig, TABLE_BEGINS, TABLE_ENDS } from './config-words.ts';

const SECRET = '3f9c1b7a5e2d4860a1c3e5f7092b4d6f';
const noFiles = () => {
  throw new Error('no such file');
};
const mistakesOf = (env: Record<string, string>) => {
  try {
    readConfig(env, noFiles);
  } catch (error) {
    if (error instanceof ConfigError) return error.mistakes.map(({ variable }) => variable);
    throw error;
  }
  return [];
};
const messageOf = (env: Record<string, string>): string => {
  try {
    readConfig(env, noFiles);
  } catch (error) {
    return String(error);
  }
  return '';
};

describe('the configuration', () => {
  test('[CFG-1] is parsed once, with the defaults that the table names, and cannot be changed', () => {
    const config = readConfig({});
    expect(config).toMatchObject({
      NODE_ENV: 'development',
      HOST: '0.0.0.0',
      DATA_DIR: 'data',
      RATE_STAFF: { perSecond: 20, burst: 300 },
      RATE_GUEST: { perSecond: 5, burst: 40 },
      MAX_SOCKETS_PER_ADDRESS: 50,
      isDemo: true,
      isProduction: false,
    });
    expect(config.PORT).toBeUndefined();
    expect(Object.isFrozen(config)).toBe(true);
  });

  test('[CFG-1] takes what is set, in its type', () => {
    expect(
      readConfig({
        PORT: '8080',
        ALLOWED_ORIGINS: 'https://a.example, https://b.example:8443',
        TRUST_PROXY: '10.0.0.0/8,loopback',
        RATE_STAFF: '1000/2000',
        PUBLIC_URL: 'https://cafe.example/',
        JWT_KEYS: `k2:${SECRET},k1:${SECRET}:with:colons`,
        DEMO: 'false',
      }),
    ).toMatchObject({
      PORT: 8080,
      ALLOWED_ORIGINS: ['https://a.example', 'https://b.example:8443'],
      TRUST_PROXY: ['10.0.0.0/8', 'loopback'],
      RATE_STAFF: { perSecond: 1_000, burst: 2_000 },
      PUBLIC_URL: 'https://cafe.example',
      JWT_KEYS: [
        { kid: 'k2', secret: SECRET },
        { kid: 'k1', secret: `${SECRET}:with:colons` },
      ],
      isDemo: false,
    });
  });

  test('[CFG-1] an empty variable is one that was left out', () => {
    expect(readConfig({ PORT: '', MONGODB_URI: '', MONGODB_URI_FILE: '' })).toMatchObject({ isDemo: true });
  });

  test('[CFG-2] names every mistake at once, each with its variable, what is wrong and what to do', () => {
    const env = { PORT: '99999', RATE_GUEST: 'much', ALLOWED_ORIGINS: 'https://a.example/path', LOG_LEVEL: 'loud' };
    expect(new Set(mistakesOf(env))).toEqual(new Set(['PORT', 'RATE_GUEST', 'ALLOWED_ORIGINS', 'LOG_LEVEL']));
    expect(messageOf(env)).toContain('PORT "99999" is more than 65535. Set it like PORT=8080, or leave it out.');
    expect(messageOf(env)).toContain('RATE_GUEST "much" is not two whole numbers like 20/300.');
  });

  test.each([
    ['NODE_ENV', 'prod'],
    ['ROLE', 'waiter'],
    ['HOST', 'a b'],
    ['PORT', '3000.5'],
    ['PORT', '0x10'],
    ['PUBLIC_URL', 'ftp://cafe.example'],
    ['PUBLIC_URL', 'cafe.example'],
    ['ALLOWED_ORIGINS', '*'],
    ['ALLOWED_ORIGINS', 'null'],
    ['ALLOWED_ORIGINS', 'https://cafe.example,'],
    ['TRUST_PROXY', 'true'],
    ['TRUST_PROXY', '1'],
    ['MONGODB_URI', 'localhost:27017'],
    ['DATABASE', 'a/b'],
    ['STORE_ID', 'A18F2B6A-0000-7000-8000-000000000000'],
    ['DEMO', 'yes'],
    ['RATE_STAFF', '20'],
    ['RATE_STAFF', '0/5'],
    ['MAX_SOCKETS_PER_DEVICE', '0'],
  ])('[CFG-2] refuses %s=%s', (name, value) => {
    expect(mistakesOf({ [name]: value })).toEqual([name]);
  });

  test.each([
    ['JWT_KEYS', 'hunter2'],
    ['JWT_KEYS', 'k1:short'],
    ['JWT_KEYS', `../k1:${SECRET}`],
    ['JWT_KEYS', `$k:${SECRET}`],
    ['JWT_KEYS', `k1:${SECRET},k1:${SECRET}`],
    ['JWT_KEYS', `k1:${'a'.repeat(40)}`],
    ['PIN_PEPPER', 'changeme'],
    ['TABLE_PIN_KEY', SECRET.slice(1)],
    ['METRICS_TOKEN', 'feeble'],
  ])('[CFG-3] refuses the weak secret %s=%s, and does not show it', (name, value) => {
    expect(mistakesOf({ [name]: value })).toEqual([name]);
    expect(messageOf({ [name]: value })).not.toContain(value);
  });

  test('[CFG-3] masks secrets where it is shown', () => {
    const shown = describeConfig(
      readConfig({ PIN_PEPPER: SECRET, JWT_KEYS: `k1:${SECRET}`, MONGODB_URI: 'mongodb://ana:hunter2@db/cafe' }),
    ).join('\n');
    expect(shown).not.toContain(SECRET);
    expect(shown).not.toContain('hunter2');
    expect(shown).toContain('PIN_PEPPER=***');
    expect(shown).toContain('RATE_STAFF=20/300');
    expect(shown).toContain('PORT= (3000, or the next free one)');
  });

  test('[CFG-4] takes a secret from the file that its _FILE names, without the line break at its end', () => {
    const files: Record<string, string> = { '/run/secrets/pepper': `${SECRET}\n` };
    const readFile = (path: string) => files[path] ?? noFiles();
    expect(readConfig({ PIN_PEPPER_FILE: '/run/secrets/pepper' }, readFile).PIN_PEPPER).toBe(SECRET);
    expect(mistakesOf({ PIN_PEPPER_FILE: '/nowhere' })).toEqual(['PIN_PEPPER_FILE']);
    expect(mistakesOf({ PIN_PEPPER_FILE: '/x', PIN_PEPPER: SECRET })).toEqual(['PIN_PEPPER_FILE']);
  });

  test('[CFG-4] only what is secret has a _FILE', () => {
    expect(readConfig({ HOST_FILE: '/nowhere' }, noFiles).HOST).toBe('0.0.0.0');
  });

  test('[CFG-5] production asks for a decision about TLS, and is no demo', () => {
    expect(mistakesOf({ NODE_ENV: 'production' })).toEqual(['TRUST_PROXY']);
    expect(
      mistakesOf({ NODE_ENV: 'production', TRUST_PROXY: 'none', DEMO: 'true', ALLOW_HEADLESS_GUESTS: 'true' }),
    ).toEqual(['DEMO', 'ALLOW_HEADLESS_GUESTS']);
    expect(readConfig({ NODE_ENV: 'production', TRUST_PROXY: 'none' })).toMatchObject({
      TRUST_PROXY: [],
      isDemo: false,
      ALLOW_HEADLESS_GUESTS: false,
    });
  });

  test('[CFG-6] the documentation has the table as the schema tells it', () => {
    const page = readFileSync(resolve(import.meta.dirname, '../../docs/configuration.md'), 'utf8');
    const table = page.split(TABLE_BEGINS)[1]?.split(TABLE_ENDS)[0]?.trim();
    expect(table).toBe(configTable());
  });
});
