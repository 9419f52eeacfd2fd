import { describe, expect, test } from '@jest/globals';
import { factsOf, type Import, type SourceFile, sourceFiles, textOf } from './source-facts.ts';

/**
 * A rule about the sources. `broken` are files that break it (path → text): each rule is tried on them too,
 * so that a rule which no longer catches anything fails here.
 */
interface Rule {
  readonly name: string;
  readonly offences: (files: readonly SourceFile[]) => string[];
  readonly broken: Readonly<Record<string, string>>;
}

// ── Who may import what. Read downwards: nothing points up. `node:` stands for every built-in, `x/` for x and what is below it. ──

const CONTRACT = '@cafe/contract/';
const OURS = ['@cafe/contract/', '@cafe/services/', '@cafe/hub/', '@cafe/client-sdk/', '@cafe/testing/'];
const MAY_IMPORT: readonly (readonly [files: RegExp, may: readonly string[]])[] = [
  [/^contract\//, ['zod']],
  [/^services\/kernel\//, [CONTRACT, 'mongoose', 'node:crypto', 'node:events']],
  [/^services\/user\//, [CONTRACT, '@cafe/services/kernel', 'mongoose', '@node-rs/argon2', 'node:crypto']],
  [/^services\/menu\//, [CONTRACT, '@cafe/services/kernel', 'mongoose', 'papaparse', 'node:crypto']],
  [/^services\//, [CONTRACT, '@cafe/services/kernel', 'mongoose', 'node:crypto']],
  [
    /^hub\//,
    [
      ...[
        CONTRACT,
        '@cafe/services/',
        'node:',
        'zod',
        'zod-openapi/',
        'socket.io',
        'express',
        'cors',
        'helmet',
        'swagger-ui-dist/',
      ],
      ...['jsonwebtoken', 'rate-limiter-flexible', 'pino', 'prom-client', 'commander', 'qrcode', 'uuid', 'mongoose'],
      ...['ioredis', '@socket.io/redis-adapter', 'node-forge', 'cockatiel', 'amqplib'],
      ...['mongodb-memory-server-core/'],
    ],
  ],
  [/^client-sdk\/src\/react\.ts$/, [CONTRACT, 'react']],
  [/^client-sdk\/src\/preact\.ts$/, [CONTRACT, 'preact/', '@preact/signals']],
  [/^client-sdk\/src\/node[/.]/, [CONTRACT, 'node:']],
  [/^client-sdk\//, [CONTRACT, 'socket.io-client']],
  [/^apps\/src\/sw\.ts$/, ['workbox-precaching', 'workbox-routing']],
  [/^apps\//, ['@cafe/client-sdk/', 'preact/', '@preact/signals']],
  [/^testing\//, [...OURS.filter((name) => !name.startsWith('@cafe/testing')), 'node:', 'uuid']],
  [/^examples\/react-page\.tsx$/, ['@cafe/client-sdk/', 'react', 'react-dom/']],
  [/^examples\//, ['@cafe/client-sdk/', 'node:']],
  [/^bench\//, [...OURS, 'node:', 'mongoose', 'socket.io', 'socket.io-client', '@socket.io/redis-adapter', 'ioredis']],
];

/** The files that know a library. One that is not listed may be known to at most two files of a workspace. */
const KNOWN_IN: Readonly<Record<string, RegExp>> = {
  zod: /^(contract\/src|hub\/src)\//, // the vocabulary of the contract, and of whatever parses at an edge
  mongoose: /^(services\/kernel\/.*|services\/\w+\/store|hub\/src\/embedded\/answers|bench\/src\/.*)\.ts$/,
  express: /^hub\/src\/http\/(app|mount)\.ts$/,
  'socket.io': /^(hub\/src\/sockets\/io-server|bench\/src\/rival-hub)\.ts$/,
  'socket.io-client': /^(client-sdk\/src\/transport|bench\/src\/sockets)\.ts$/,
  react: /^(client-sdk\/src|examples)\/react[\w-]*\.tsx?$/,
  preact: /^(client-sdk\/src\/preact\.ts|apps\/src\/.*\.tsx?)$/,
  '@preact/signals': /^(client-sdk\/src\/preact\.ts|apps\/src\/.*\.tsx?)$/,
  jsonwebtoken: /^hub\/src\/auth\/tokens\.ts$/,
  pino: /^hub\/src\/log\.ts$/,
  'prom-client': /^hub\/src\/metrics\/meter\.ts$/,
  'rate-limiter-flexible': /^hub\/src\/(rate-limits|redis\/rate-limiter-stores)\.ts$/,
  ioredis: /^(hub\/src\/redis\/(redis-link|adapter)|bench\/src\/redis-adapter)\.ts$/,
  '@socket.io/redis-adapter': /^(hub\/src\/redis\/adapter|bench\/src\/redis-adapter)\.ts$/,
  cockatiel: /^hub\/src\/seam\/(copies|http-transport)\.ts$/,
  helmet: /^hub\/src\/http\/headers\.ts$/,
  cors: /^hub\/src\/http\/headers\.ts$/,
  'zod-openapi': /^hub\/src\/docs\/openapi\.ts$/,
  'mongodb-memory-server-core': /^hub\/src\/embedded\/downloaded-mongod\.ts$/,
  amqplib: /^hub\/src\/publish\/amqp-broker\.ts$/,
  '@node-rs/argon2': /^services\/user\/password-hash\.ts$/,
  uuid: /^(hub\/src\/(main|cli\/[\w-]+)|testing\/src\/[\w/-]+)\.ts$/, // where a program is put together, or steered
  papaparse: /^services\/menu\/csv-table\.ts$/,
  'node:child_process': /^(hub\/src\/embedded|testing|bench|examples)\//,
};

/** Hashing is these files' job; elsewhere in the services `node:crypto` would be a hidden source of ids or chance. */
const HASHES = new Set([
  'services/kernel/body-hash.ts',
  'services/kernel/uuid-v5.ts',
  'services/user/secret-hash.ts',
  'services/guest/pin-digits.ts',
]);

// ── What is pure: same input, same output, on the server and on every screen. ──

const PURE =
  /^(contract\/src\/.*|services\/\w+\/(decide|propose)[\w-]*|hub\/src\/(policy|rooms|redact\/.*)|client-sdk\/src\/replica[\w-]*|bench\/src\/fleet\/(day|demand|fleet|outlook|price|process-cost|fit-cost|fluid-queue))\.ts$/;
const TIME_AND_CHANCE = [
  'new Date()',
  'Date.now',
  'Math.random',
  'performance',
  'randomUUID',
  'randomBytes',
  'randomInt',
];
const IMPURE = [...TIME_AND_CHANCE, 'new Date(…)', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'];
const OUTSIDE = ['process', 'crypto', 'fetch', 'console', 'WebSocket'];
const PURE_IMPORTS = /^(zod|@cafe\/contract(\/folds)?|@cafe\/services\/kernel)$/;

/** Where time and chance come from; everybody else is handed them. */
const CLOCKS: Readonly<Record<string, string>> = {
  'hub/src/main.ts': 'the composition root: it hands them to everybody',
  'hub/src/auth/tokens.ts': 'every token has an id of its own',
  'client-sdk/src/ids.ts': 'makes the ids of new things',
  'client-sdk/src/timers.ts': 'the one clock of the SDK, which tests replace',
};
/** Set-up, measuring and steering, where the real clock is what is wanted. */
const REAL_TIME = /^(hub\/src\/(embedded|cli)|testing|bench|examples)\//;

const HANDS_ON_THE_ENVIRONMENT: Readonly<Record<string, string>> = {
  'testing/src/hub-process.ts': 'hands the PATH on to a hub that is a process of its own',
};

/** Files that may break one rule, each with the reason. */
const PURE_ALL_THE_SAME: Readonly<Record<string, string>> = {};
const LONG_FOR_A_REASON: Readonly<Record<string, string>> = {};
const MAX_LINES = 200;

const isTest = ({ path }: SourceFile): boolean => /\.(test|suite)\.ts$|^tests\//.test(path);
const runs = ({ typeOnly }: Import): boolean => !typeOnly;
const covers = (may: string, name: string): boolean =>
  may.endsWith('/') ? `${name}/`.startsWith(may) : may === 'node:' ? name.startsWith('node:') : may === name;

/** One offence per file and thing found; tests are held only by the rules that name them. */
const inSources = (find: (file: SourceFile) => readonly string[]) => (files: readonly SourceFile[]) =>
  files.filter((file) => !isTest(file)).flatMap((file) => find(file).map((found) => `${file.path}: ${found}`));

/** The given files and all that they load at run time within the repository. */
const reachable = (from: readonly SourceFile[], files: readonly SourceFile[]): Set<SourceFile> => {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const reached = new Set(from);
  for (const file of reached) {
    for (const { target } of file.imports.filter(runs)) {
      const next = target === undefined ? undefined : byPath.get(target);
      if (next) reached.add(next);
    }
  }
  return reached;
};

const pureFiles = (files: readonly SourceFile[]): SourceFile[] => {
  const sources = files.filter((file) => !isTest(file));
  const named = sources.filter(({ path }) => PURE.test(path));
  return [...reachable(named, sources)].filter(({ path }) => !(path in PURE_ALL_THE_SAME));
};

/** `@scope/name/below` is of the package `@scope/name`. */
const packageOf = (from: string): string => from.replace(/^((@[^/]+\/)?[^/]+).*$/, '$1');

const namedIn = (workspace: string): Set<string> => {
  const { name, dependencies, devDependencies } = JSON.parse(textOf(`${workspace}/package.json`));
  return new Set([name, ...Object.keys({ ...dependencies, ...devDependencies })]);
};

const serviceOf = (path: string): string | undefined => /^services\/(?!kernel)(\w+)\//.exec(path)?.[1];

const RULES: readonly Rule[] = [
  {
    name: 'imports point one way: each workspace imports only what its row allows',
    offences: inSources(({ path, imports }) => {
      const may = MAY_IMPORT.find(([files]) => files.test(path))?.[1] ?? [];
      const outside = imports.filter(({ target }) => target === undefined);
      return outside.map(({ from }) => from).filter((from) => !may.some((one) => covers(one, from)));
    }),
    broken: {
      'services/order/decide.ts': "import { Server } from 'socket.io';",
      'apps/src/a.ts': "import { z } from 'zod';",
    },
  },
  {
    name: 'what is imported is named in the package.json of its workspace',
    offences: inSources(({ path, imports }) => {
      const named = namedIn(path.split('/')[0] ?? '');
      const packages = imports.filter(({ from }) => !/^(\.|node:)/.test(from)).map(({ from }) => packageOf(from));
      return packages.filter((name) => !named.has(name));
    }),
    broken: { 'services/order/store.ts': "import express from 'express';" },
  },
  {
    name: 'an import leaves its workspace by name, never by path (tests too)',
    offences: (files) =>
      files.flatMap(({ path, imports }) =>
        imports
          .filter(({ target }) => target !== undefined && target.split('/')[0] !== path.split('/')[0])
          .map(({ from }) => `${path}: ${from}`),
      ),
    broken: { 'hub/src/a.test.ts': "await import('../../contract/src/index.ts');" },
  },
  {
    name: 'services do not import one another: what one wants of another is a port',
    offences: inSources(({ path, imports }) => {
      const own = serviceOf(path);
      const reached = ({ from, target }: Import) =>
        serviceOf(target ?? '') ?? /^@cafe\/services\/(?!kernel)(\w+)/.exec(from)?.[1];
      if (!path.startsWith('services/')) return [];
      return imports.filter((one) => (reached(one) ?? own) !== own).map(({ from }) => from);
    }),
    broken: { 'services/order/index.ts': "import type { Menu } from '../menu/index.ts';" },
  },
  {
    name: 'the kernel knows no service',
    offences: inSources(({ path, imports }) =>
      path.startsWith('services/kernel/')
        ? imports.filter(({ target }) => serviceOf(target ?? '')).map(({ from }) => from)
        : [],
    ),
    broken: { 'services/kernel/service.ts': "import { decide } from '../order/decide.ts';" },
  },
  {
    name: 'each library is known where the table says, an unlisted one in at most two files of a workspace',
    offences: (files) => {
      const knowers = new Map<string, string[]>();
      for (const { path, imports } of files.filter((file) => !isTest(file))) {
        for (const name of new Set(imports.filter(runs).map(({ from }) => packageOf(from)))) {
          if (/^(\.|@cafe\/)/.test(name) || (name.startsWith('node:') && !(name in KNOWN_IN))) continue;
          const key = `${path.split('/')[0]} ${name}`;
          knowers.set(key, [...(knowers.get(key) ?? []), path]);
        }
      }
      return [...knowers].flatMap(([key, paths]) => {
        const name = key.split(' ')[1] ?? '';
        const where = KNOWN_IN[name];
        if (where) return paths.filter((path) => !where.test(path)).map((path) => `${path}: ${name}`);
        return paths.length > 2 ? [`${name} in ${paths.join(', ')}`] : [];
      });
    },
    broken: { 'services/order/propose.ts': "import { Schema } from 'mongoose';" },
  },
  {
    name: 'in the services, node:crypto is for files whose job is hashing',
    offences: inSources(({ path, imports }) =>
      path.startsWith('services/') && !HASHES.has(path)
        ? imports.map(({ from }) => from).filter((from) => from === 'node:crypto')
        : [],
    ),
    broken: { 'services/order/index.ts': "import { randomUUID } from 'node:crypto';" },
  },
  {
    name: 'the folds load no zod: they are in every browser',
    offences: (files) =>
      [
        ...reachable(
          files.filter(({ path }) => path === 'contract/src/folds.ts'),
          files,
        ),
      ].flatMap(({ path, imports }) =>
        imports.filter((one) => runs(one) && one.from.startsWith('zod')).map(({ from }) => `${path}: ${from}`),
      ),
    broken: {
      'contract/src/folds.ts': "export { fold } from './order/fold.ts';",
      'contract/src/order/fold.ts': "import { type Infer, z } from 'zod';",
    },
  },
  {
    name: 'the SDK loads the folds of the contract, and of the rest only types',
    offences: inSources(({ path, imports }) =>
      path.startsWith('client-sdk/')
        ? imports.filter((one) => runs(one) && one.from === '@cafe/contract').map(({ from }) => from)
        : [],
    ),
    broken: { 'client-sdk/src/transport.ts': "import { Ack } from '@cafe/contract';" },
  },
  {
    name: 'what is pure knows no clock, chance, timer, process or network',
    offences: (files) =>
      pureFiles(files).flatMap(({ path, uses }) =>
        [...IMPURE, ...OUTSIDE].filter((use) => uses.has(use)).map((use) => `${path}: ${use}`),
      ),
    broken: {
      'services/order/decide.ts': "import { now } from './clock.ts';",
      'services/order/clock.ts': 'export const now = () => Date.now();',
    },
  },
  {
    name: 'what is pure loads only what is pure',
    offences: (files) =>
      pureFiles(files).flatMap(({ path, imports }) =>
        imports
          .filter((one) => runs(one) && one.target === undefined && !PURE_IMPORTS.test(one.from))
          .map(({ from }) => `${path}: ${from}`),
      ),
    broken: { 'hub/src/rooms.ts': "import { readFileSync } from 'node:fs';" },
  },
  {
    name: 'what is pure answers at once: no async, no await',
    offences: (files) =>
      pureFiles(files).flatMap(({ path, uses }) =>
        ['async', 'await'].filter((use) => uses.has(use)).map((use) => `${path}: ${use}`),
      ),
    broken: { 'services/menu/propose.ts': 'export const propose = async () => [];' },
  },
  {
    name: 'time and chance are handed in, but for the few files that make them',
    offences: inSources(({ path, uses }) =>
      path in CLOCKS || REAL_TIME.test(path) ? [] : TIME_AND_CHANCE.filter((use) => uses.has(use)),
    ),
    broken: { 'hub/src/execute.ts': 'export const at = () => new Date().toISOString();' },
  },
  {
    name: 'the environment is read in config.ts',
    offences: inSources(({ path, uses }) => {
      const may = /(^|\/)config\.ts$/.test(path) || path in HANDS_ON_THE_ENVIRONMENT;
      return uses.has('process.env') && !may ? ['process.env'] : [];
    }),
    broken: { 'hub/src/main.ts': 'const port = process.env.PORT;' },
  },
  {
    name: `a file has at most ${MAX_LINES} lines, but for those listed with a reason`,
    offences: inSources(({ path, lines }) =>
      lines > MAX_LINES && !(path in LONG_FOR_A_REASON) ? [`${lines} lines`] : [],
    ),
    broken: { 'hub/src/http.ts': '//\n'.repeat(MAX_LINES + 1) },
  },
  {
    name: 'exports have names (tests too)',
    offences: (files) => files.filter(({ uses }) => uses.has('export default')).map(({ path }) => path),
    broken: { 'hub/src/http.ts': 'export default 1;' },
  },
  {
    name: 'a file is named for its idea (tests too)',
    offences: (files) =>
      files.map(({ path }) => path).filter((path) => /(^|\/)(utils?|helpers?|common|misc|types)(\.|\/)/.test(path)),
    broken: { 'hub/src/utils.ts': '' },
  },
];

const sources = sourceFiles();

describe('the sources keep the rule', () => {
  test.each(RULES)('$name', ({ offences }) => {
    expect(offences(sources)).toEqual([]);
  });

  test('exceptions name files that exist', () => {
    const paths = new Set(sources.map(({ path }) => path));
    const listed = [
      ...Object.keys(PURE_ALL_THE_SAME),
      ...Object.keys(LONG_FOR_A_REASON),
      ...Object.keys(CLOCKS),
      ...HASHES,
    ];
    expect(listed.filter((path) => !paths.has(path))).toEqual([]);
  });
});

describe('a file that breaks it is caught by the rule', () => {
  test.each(RULES)('$name', ({ offences, broken }) => {
    const files = Object.entries(broken).map(([path, text]) => factsOf(path, text));
    expect(offences(files)).not.toEqual([]);
  });
});
