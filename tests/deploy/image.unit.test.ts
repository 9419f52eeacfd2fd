import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { filesMatching, ROOT, textOf } from '../source-facts.ts';

interface Instruction {
  readonly name: string;
  readonly rest: string;
}
interface Stage {
  readonly base: string;
  readonly name: string;
  readonly instructions: readonly Instruction[];
}
interface Settings {
  readonly user?: string;
  readonly command?: readonly string[];
  readonly health?: readonly string[];
}
// Scripts have no types of their own.
const { stagesOf, settingsOf, commandOf } = (await import(join(ROOT, 'scripts/image/dockerfile.mjs'))) as {
  readonly stagesOf: (text: string) => Stage[];
  readonly settingsOf: (stages: readonly Stage[], name: string) => Settings;
  readonly commandOf: (rest: string) => string;
};
const { ignoredBy } = (await import(join(ROOT, 'scripts/image/ignored.mjs'))) as {
  readonly ignoredBy: (text: string) => (path: string) => boolean;
};

const stages = stagesOf(textOf('Dockerfile'));
const [first, , last] = stages;
const all = (name: string) => stages.flatMap(({ instructions }) => instructions.filter((one) => one.name === name));
const commands = all('RUN').map(({ rest }) => commandOf(rest));

test('[DEP-5] it is built in stages upon one image that cannot change, of the Node that is asked for', () => {
  expect(stages.map(({ name }) => name)).toEqual(['manifests', 'build', 'run']);
  expect(first?.base).toMatch(/^node:\d+\.\d+\.\d+-[a-z]+-slim@sha256:[0-9a-f]{64}$/);
  const [, major, minor] = /node:(\d+)\.(\d+)/.exec(first?.base ?? '') ?? [];
  const [, least, leastMinor] = />=(\d+)\.(\d+)/.exec(JSON.parse(textOf('package.json')).engines.node) ?? [];
  expect(Number(major)).toBe(Number(least));
  expect(Number(minor)).toBeGreaterThanOrEqual(Number(leastMinor));
});

test('[DEP-5] it installs by the lockfile alone, runs no install script, and keeps no tool', () => {
  const installs = commands.filter((command) => /\bnpm\b/.test(command));
  expect(installs).toHaveLength(2);
  expect(installs.filter((command) => !/^npm ci .*--ignore-scripts/.test(command))).toEqual([]);
  const kept = last?.instructions.filter(({ name }) => name === 'RUN').map(({ rest }) => commandOf(rest)) ?? [];
  expect(kept).toEqual([expect.stringMatching(/--omit=dev .*--workspace hub$/)]);
  expect(all('ADD')).toEqual([]);
});

test('[DEP-5] it copies the package.json of every workspace, without which npm ci refuses', () => {
  const { workspaces }: { workspaces: string[] } = JSON.parse(textOf('package.json'));
  const copied = all('COPY').map(({ rest }) => rest.split(' ')[0] ?? '');
  const isCopied = (name: string) =>
    copied.includes(`${name}/package.json`) || copied.some((path) => path.endsWith('/') && name.startsWith(path));
  expect(workspaces.filter((name) => !isCopied(name))).toEqual([]);
});

test('[DEP-5] it is not root, hears signals itself, and says by a route how it is', () => {
  const { user, command, health } = settingsOf(stages, 'run');
  expect(user).toBe('node');
  expect(command).toEqual(['node', '--enable-source-maps', 'hub/dist/main.js']);
  const route = /fetch\(`http:\/\/127\.0\.0\.1:\$\{process\.env\.PORT\}(\/\w+)`\)/.exec(health?.join(' ') ?? '')?.[1];
  expect(textOf('hub/src/http/operations.ts')).toContain(`plainly('${route}'`);
});

test('[DEP-5] no variable of the image is a secret', () => {
  expect(all('ENV').map(({ rest }) => rest)).toEqual(['NODE_ENV=production', 'PORT=3000']);
  expect(all('ARG')).toEqual([]);
});

test('[DEP-6] its steps can be run without an engine: none reaches out of its folder', () => {
  expect(commands.filter((command) => /(^|\s)(\/|~|\.\.)/.test(command))).toEqual([]);
  const copies = all('COPY').filter(({ rest }) => !rest.startsWith('--from='));
  expect(copies.filter(({ rest }) => /(^|\s)\/|\.\./.test(rest))).toEqual([]);
});

test('[DEP-7] what goes into the image is named: no secret, no data, no test, nothing built elsewhere', () => {
  const isIgnored = ignoredBy(textOf('.dockerignore'));
  const outside = [
    ...[
      '.git/config',
      '.env',
      'data/secrets.json',
      'deploy/secrets/jwt_keys',
      'hub/data/secrets.json',
      'docs/README.md',
    ],
    ...[
      'node_modules/zod/index.js',
      'hub/node_modules/x/index.js',
      'hub/dist/main.js',
      'services/dist/order/decide.js',
    ],
    ...[
      'hub/src/rooms.unit.test.ts',
      'services/kernel/kernel.suite.ts',
      'apps/dist/www/index.html',
      'scripts/test.mjs',
    ],
  ];
  expect(outside.filter((path) => !isIgnored(path))).toEqual([]);
  const sources = filesMatching(/^(contract|services|hub|client-sdk\/src|apps)\/.*(?<!\.(test|suite))\.tsx?$/);
  expect(sources.length).toBeGreaterThan(200);
  expect([...sources, 'package-lock.json', '.npmrc', 'vendor/scarf/package.json'].filter(isIgnored)).toEqual([]);
  expect(filesMatching(/\.(test|suite)\.tsx?$/).filter((path) => !isIgnored(path))).toEqual([]);
});
