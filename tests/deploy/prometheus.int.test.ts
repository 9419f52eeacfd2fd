import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { textOf } from '../source-facts.ts';
import { panels } from './grafana-files.ts';
import { createFolder, runs } from './programs.ts';

const PROMETHEUS = 'deploy/prometheus';

test('[DEP-21] promtool takes the configuration and the alerts', async () => {
  const { folder, remove } = await createFolder();
  // It looks for the token where the container has it.
  const text = textOf(`${PROMETHEUS}/prometheus.yml`).replaceAll('/run/secrets', join(folder, 'secrets'));
  await mkdir(join(folder, 'secrets'));
  await writeFile(join(folder, 'secrets/metrics_token'), 'token');
  await writeFile(join(folder, 'alerts.yml'), textOf(`${PROMETHEUS}/alerts.yml`));
  await writeFile(join(folder, 'prometheus.yml'), text);
  const { code, text: said } = await runs('promtool', [
    'check',
    'config',
    '--lint-fatal',
    join(folder, 'prometheus.yml'),
  ]);
  await remove();
  expect({ code, said }).toEqual({
    code: 0,
    said: expect.stringMatching(/SUCCESS: .*\n[\s\S]*SUCCESS: \d+ rules found/),
  });
});

test('[DEP-21] everything that can go wrong gives its alert, and an evening on which all is well gives none', async () => {
  const { code, text } = await runs('promtool', ['test', 'rules', `${PROMETHEUS}/alerts.test.yml`]);
  expect({ code, text }).toEqual({ code: 0, text: expect.stringContaining('SUCCESS') });
});

test('[DEP-21] every query of a dashboard is PromQL', async () => {
  const { folder, remove } = await createFolder();
  const queries = [...new Set(panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)))];
  const check = async (expressions: readonly string[]) => {
    const rules = expressions.map((expr, index) => ({ record: `query_${index}`, expr }));
    await writeFile(join(folder, 'rules.yml'), stringify({ groups: [{ name: 'queries', rules }] }));
    return runs('promtool', ['check', 'rules', join(folder, 'rules.yml')]);
  };
  const { code, text } = await check(queries);
  const wrong = await check(['sum(rate(up[5m])']);
  await remove();
  expect({ code, text }).toEqual({ code: 0, text: expect.stringContaining(`${queries.length} rules found`) });
  expect(wrong.code).not.toBe(0);
});
