import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { AT_RUN_TIME, atRunTimeWithout, FROM_REGISTRY, LOCKED, type LockedPackage } from './lockfile.ts';
import { filesMatching, textOf } from './source-facts.ts';

/** Below these versions there are known holes, or faults that were met. */
const FLOORS = {
  'socket.io': '4.8.4',
  'engine.io': '6.6.12',
  'socket.io-parser': '4.2.7',
  ws: '8.21.0',
  mongoose: '9.9.2',
  jsonwebtoken: '9.0.3',
  jws: '4.0.1',
  express: '5.0.0',
} as const;

/** Licences that ask no more of us than MIT does, but for a notice. */
const COMPATIBLE = new Set([
  'MIT',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'Unlicense',
]);
/** Packages whose package.json names no licence, or more than one, with what holds. */
const LICENCE_ELSEWHERE: Readonly<Record<string, string>> = {
  'xmlhttprequest-ssl': 'MIT, in its LICENSE',
  'node-forge': 'BSD-3-Clause, of the two that it may be taken under',
};

const MAX_AT_RUN_TIME = 150;
/** What is loaded only where it is configured, by an `import()`: a café that runs by itself loads none of it. */
const WHERE_CONFIGURED: Readonly<Record<string, RegExp>> = {
  'node-forge': /^hub\/src\/tls\/authority\.ts$/,
  ioredis: /^hub\/src\/redis\/(redis-link|adapter)\.ts$/,
  '@socket.io/redis-adapter': /^hub\/src\/redis\/adapter\.ts$/,
  amqplib: /^hub\/src\/publish\/amqp-broker\.ts$/,
};
const MAX_WHERE_CONFIGURED = 30;

const named = ({ path, version }: LockedPackage): string => `${path}@${version}`;

/** Whether a version is at least the floor, both without a pre-release. */
const atLeast = (version: string, floor: string): boolean => version.localeCompare(floor, 'en', { numeric: true }) >= 0;

describe('the lockfile', () => {
  test.each(Object.entries(FLOORS))('%s is at %s or above, in every copy', (name, floor) => {
    const copies = FROM_REGISTRY.filter((entry) => entry.name === name);
    expect(copies.length).toBeGreaterThan(0);
    expect(copies.filter(({ version }) => !atLeast(version, floor)).map(named)).toEqual([]);
  });

  test('gives the integrity of everything that runs, and of every tool', () => {
    expect(AT_RUN_TIME.filter(({ integrity }) => !integrity?.startsWith('sha512-')).map(named)).toEqual([]);
    // Builds of the tools for other machines: see scripts/complete-lockfile.mjs.
    const foreign = ({ dev, optional, os }: LockedPackage) => dev && optional && os !== undefined;
    const tools = FROM_REGISTRY.filter((entry) => entry.dev && !foreign(entry));
    expect(tools.filter(({ integrity }) => !integrity?.startsWith('sha512-')).map(named)).toEqual([]);
  });

  test('names no registry, so that everyone may use their own', () => {
    expect(LOCKED.filter(({ resolved }) => resolved && /^\w+:/.test(resolved)).map(named)).toEqual([]);
  });

  test('has the build for every platform: npm ci refuses it otherwise (scripts/complete-lockfile.mjs mends it)', () => {
    const paths = new Set(LOCKED.map(({ path }) => path));
    const missing = LOCKED.flatMap(({ path, optionalDependencies = {} }) =>
      Object.keys(optionalDependencies).filter(
        (name) => !paths.has(`${path}/node_modules/${name}`) && !paths.has(`node_modules/${name}`),
      ),
    );
    expect(missing).toEqual([]);
  });
});

const namesOf = (packages: readonly LockedPackage[]): ReadonlySet<string> =>
  new Set(packages.filter(({ os }) => os === undefined).map(({ name }) => name));

/** What a file imports for certain: types are gone when it runs, and an `import()` may never come. */
const importsOf = (file: string): readonly string[] =>
  [...textOf(file).matchAll(/^import (?!type )[^;]*? from '([^']+)';$/gms)].map(([, name = '']) => name);

const fileOf = (from: string, name: string): string => join(dirname(from), name);

describe('what runs in a café', () => {
  test(`is at most ${MAX_AT_RUN_TIME} packages, of which one build for one platform counts`, () => {
    const always = namesOf(atRunTimeWithout(new Set(Object.keys(WHERE_CONFIGURED))));
    expect(always.size).toBeGreaterThan(20);
    expect(always.size).toBeLessThanOrEqual(MAX_AT_RUN_TIME);
    expect(namesOf(AT_RUN_TIME).size - always.size).toBeLessThanOrEqual(MAX_WHERE_CONFIGURED);
  });

  test('loads what only some cafés need where that is configured, and not before', () => {
    const files = filesMatching(/^(hub|services|contract)\/.*\.ts$/).filter(
      (file) => !/\.(test|suite)\.ts$|\/dist\//.test(file),
    );
    const early = Object.entries(WHERE_CONFIGURED).flatMap(([library, where]) => {
      const knowing = files.filter((file) => importsOf(file).some((name) => name === library));
      expect(knowing.filter((file) => !where.test(file))).toEqual([]);
      // Whoever imports such a file by a plain `import` would load the library with it.
      const modules = new Set(knowing);
      return files.filter(
        (file) => !modules.has(file) && importsOf(file).some((name) => modules.has(fileOf(file, name))),
      );
    });
    expect(early).toEqual([]);
  });

  test('has no install scripts', () => {
    expect(AT_RUN_TIME.filter(({ hasInstallScript }) => hasInstallScript).map(named)).toEqual([]);
  });

  test('may be given on under MIT', () => {
    const foreign = AT_RUN_TIME.filter(
      ({ name, license }) => !COMPATIBLE.has(license ?? '') && !(name in LICENCE_ELSEWHERE),
    );
    expect(foreign.map((entry) => `${named(entry)}: ${entry.license}`)).toEqual([]);
    expect(Object.keys(LICENCE_ELSEWHERE).filter((name) => !AT_RUN_TIME.some((entry) => entry.name === name))).toEqual(
      [],
    );
  });
});

describe('the package.json files', () => {
  const files = filesMatching(/(^|\/)package\.json$/);

  test.each(files)('%s pins exactly, and is MIT', (file) => {
    const { license, dependencies, devDependencies, optionalDependencies } = JSON.parse(textOf(file));
    const wanted = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
    expect(wanted.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(String(version)))).toEqual([]);
    expect(license).toBe('MIT');
  });

  test('.npmrc runs no install scripts, pins, and lets a release ripen for a week', () => {
    const settings = textOf('.npmrc').trim().split('\n');
    expect(settings).toEqual(
      expect.arrayContaining([
        'ignore-scripts=true',
        'engine-strict=true',
        'save-exact=true',
        'omit-lockfile-registry-resolved=true',
        'min-release-age=7',
      ]),
    );
  });
});
