import { readFile, writeFile } from 'node:fs/promises';
import { readResults } from '../scale/scale-results.ts';
import { fillIn, lookUpIn } from './doc-numbers.ts';
import { parseFitted } from './fitted.ts';
import { fleetFile } from './fleet-file.ts';
import { readFleetOptions } from './fleet-options.ts';
import { fleetReport } from './fleet-report.ts';
import { lookAhead } from './outlook.ts';

const options = readFleetOptions(process.argv.slice(2));
const fitted = parseFitted(await readFile(new URL('../../fitted.json', import.meta.url), 'utf8'));

process.stdout.write(`${fleetReport(lookAhead(options, fitted))}\n`);
if (options.write) {
  await writeFile(new URL('../../RESULTS-FLEET.md', import.meta.url), fleetFile(fitted));
  const results = await readResults(new URL('../../results-scale.json', import.meta.url));
  const page = new URL('../../../docs/scale.md', import.meta.url);
  await writeFile(page, fillIn(await readFile(page, 'utf8'), lookUpIn({ results, fitted })));
  process.stdout.write('written to bench/RESULTS-FLEET.md, and the numbers into docs/scale.md\n');
}
