import { ASSUMPTIONS } from './assumptions.ts';
import { type Day, type DayOptions, simulateDay } from './day.ts';
import type { Fitted } from './fitted.ts';
import { readFleetOptions } from './fleet-options.ts';
import { fleetReport } from './fleet-report.ts';
import { lookAhead, type Outlook } from './outlook.ts';

/** A simulation whose outcome is kept. */
export interface Kept {
  readonly name: string;
  readonly title: string;
  readonly args: readonly string[];
}

/** The simulations that are kept: what is said on the command line, and why. */
export const KEPT: readonly Kept[] = [
  { name: '10000', title: '10,000 cafés', args: [] },
  { name: 'two-copies', title: '10,000 cafés, two copies of each process', args: ['--copies', '2'] },
  { name: 'fifty', title: '10,000 cafés, if a process served fifty', args: ['--cafes-per-process', '50'] },
  { name: '1000', title: '1,000 cafés', args: ['--cafes', '1000'] },
];

/** Each day is simulated once, however many layouts it is looked at in. */
const rememberDays = () => {
  const days = new Map<string, Day>();
  return (options: DayOptions): Day => {
    const key = [options.cafes, options.seed, options.load].join(' ');
    const day = days.get(key) ?? simulateDay(options, ASSUMPTIONS);
    days.set(key, day);
    return day;
  };
};

/** Every kept simulation with what it is called. */
export const keptOutlooks = (fitted: Fitted): readonly { readonly kept: Kept; readonly outlook: Outlook }[] => {
  const dayOf = rememberDays();
  return KEPT.map((kept) => {
    const options = readFleetOptions(kept.args);
    return { kept, outlook: lookAhead(options, fitted, dayOf(options)) };
  });
};

const section = ({ kept: { title, args }, outlook }: ReturnType<typeof keptOutlooks>[number]): string =>
  `## ${title}

\`${['npm run simulate:fleet', ...(args.length > 0 ? ['--', ...args] : [])].join(' ')}\`

${fleetReport(outlook)}`;

/** `bench/RESULTS-FLEET.md`: the same measurements give the same text. */
export const fleetFile = (fitted: Fitted): string => `# Results of simulated fleets

Written by \`npm run simulate:fleet -- --write\` from \`bench/fitted.json\`. Not edited by hand. What the cafés are like is assumed (\`bench/src/fleet/assumptions.ts\`), what machines bear and cost is assumed
(\`bench/src/fleet/fleet-options.ts\`); what processes take is measured.

${keptOutlooks(fitted).map(section).join('\n')}`;
