import { readFile, writeFile } from 'node:fs/promises';
import { threeDigits } from './format.ts';
import { machineLine } from './machine.ts';
import { generatorTable, preamble, type Results, resultTables } from './report.ts';
import { verdictsOf } from './verdicts.ts';

const HISTORY = '## History';

/** The lines of earlier runs, oldest first. */
export const historyIn = (file: string): string[] => {
  const at = file.indexOf(HISTORY);
  return at < 0
    ? []
    : file
        .slice(at)
        .split('\n')
        .filter((line) => line.startsWith('* '));
};

const historyLine = (results: Results, day: string): string => {
  const { machine, store, measurements } = results;
  const ratios = verdictsOf(measurements).map(({ spread }) => threeDigits(spread.median));
  return `* ${day} · ${machine.commit} · ${machineLine(machine)} · ${store} · ratios ${ratios.join(' / ')}`;
};

/** The whole file: this run, and a line for each run before it and for this one. */
export const resultsFile = (results: Results, at: Date, earlier: readonly string[]): string => `# Benchmark results

Written by \`npm run bench\` at ${at.toISOString()}, commit ${results.machine.commit}. Not edited by hand.

${preamble(results)}
${resultTables(results)}
## Load generator

Per cent of one core it used. Near 100 the rate is what the generator could ask for, not what the server could give.

${generatorTable(results)}

${HISTORY}

One line per run: day, commit, machine, store, and the medians of the ratios in the order of "Floors and aims".

${[...earlier, historyLine(results, at.toISOString().slice(0, 10))].join('\n')}
`;

/** Writes this run over the last one, keeping its history. */
export const writeResults = async (path: URL, results: Results, at: Date): Promise<void> => {
  const before = await readFile(path, 'utf8').catch(() => ''); // the first run finds none
  await writeFile(path, resultsFile(results, at, historyIn(before)));
};
