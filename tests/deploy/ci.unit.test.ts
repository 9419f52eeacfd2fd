import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { ROOT, textOf } from '../source-facts.ts';
import { compose } from './compose-file.ts';

interface Step {
  readonly uses?: string;
  readonly run?: string;
}
interface Job {
  readonly 'runs-on': string;
  readonly 'timeout-minutes': number;
  readonly container?: string;
  readonly steps: readonly Step[];
}

const PATH = '.github/workflows/ci.yml';
const workflow: { permissions: object; jobs: Record<string, Job> } = parse(textOf(PATH));
const jobs = Object.entries(workflow.jobs);
const commands = jobs.flatMap(([job, { steps }]) => steps.flatMap(({ run }) => (run ? [{ job, run }] : [])));

test('[DEP-30] it checks style, types, tests, the bench and the image', () => {
  expect(Object.keys(workflow.jobs).sort()).toEqual(['bench', 'build', 'image', 'image-steps', 'lint', 'test']);
  const runs = new Map(jobs.map(([job, { steps }]) => [job, steps.map(({ run }) => run ?? '').join('\n')]));
  expect(runs.get('lint')).toContain('npm run check');
  expect(runs.get('build')).toContain('npm run build');
  expect(runs.get('test')).toMatch(/^\s*npm test$/);
  expect(runs.get('bench')).toContain('npm run bench -- --smoke');
  expect(runs.get('image')).toContain('docker compose build');
  expect(runs.get('image-steps')).toContain('npm run prove:image');
});

test('[DEP-30] every script, file and container that it names is there', () => {
  const { scripts } = JSON.parse(textOf('package.json'));
  const named = commands.flatMap(({ run }) => [...run.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name));
  expect(named.length).toBeGreaterThan(4);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
  const files = commands.flatMap(({ run }) => run.match(/(?<=^sh )\S+/g) ?? []);
  expect(files).toEqual(['deploy/make-secrets.sh']);
  expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  const composed = commands.filter(({ run }) => run.includes('docker compose'));
  const profiles = composed.flatMap(({ run }) => [...run.matchAll(/--profile (\w+)/g)].map(([, name = '']) => name));
  const known = new Set(Object.values(compose.services).flatMap(({ profiles: ones = [] }) => ones));
  expect(profiles.filter((name) => !known.has(name))).toEqual([]);
  const started = composed.flatMap(({ run }) => /(?:build|run --rm -T) ([\w-]+)/.exec(run)?.[1] ?? []);
  expect(started).toEqual(['user', 'cafe']);
  expect(started.filter((name) => compose.services[name]?.build === undefined)).toEqual([]);
});

test('[DEP-31] what others wrote is pinned to a commit, and it may only read', () => {
  const uses = [...textOf(PATH).matchAll(/uses: (\S+)(.*)/g)];
  expect(uses.length).toBe(jobs.length);
  for (const [, action, comment] of uses) {
    expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
    expect(comment).toMatch(/^ # v\d+\.\d+\.\d+$/);
  }
  expect(workflow.permissions).toEqual({ contents: 'read' });
});

test('[DEP-31] it ends by itself, and runs on the Node of the image', () => {
  const [, node] = /FROM node:([\d.]+)-/.exec(textOf('Dockerfile')) ?? [];
  for (const [job, { container = '', ...rest }] of jobs) {
    expect({ job, minutes: rest['timeout-minutes'] }).toEqual({ job, minutes: expect.any(Number) });
    if (job !== 'image') expect(container).toMatch(new RegExp(`^node:${node}-`));
    expect(rest['runs-on']).toMatch(/^ubuntu-\d+\.\d+$/);
  }
});
