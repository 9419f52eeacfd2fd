import { readFile, writeFile } from 'node:fs/promises';
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
  process.stdout.write('written to bench/RESULTS-FLEET.md\n');
}
