import { threeDigits } from '../format.ts';
import type { SideName } from '../scale/crowd-side.ts';
import { medianOf, ratioOf } from '../scale/scale-report.ts';
import type { ScaleResults } from '../scale/scale-results.ts';
import { errorOf, type Fitted } from './fitted.ts';
import { keptOutlooks } from './fleet-file.ts';
import { isResource, wordsOf } from './fleet-report.ts';

/** What a page's numbers are held against. */
export interface Sources {
  readonly results: ScaleResults;
  readonly fitted: Fitted;
}

/** A number of a page with where it comes from: `17.4<!-- fan-out.ours.seatedMs / 1000 -->`. */
export interface Quoted {
  readonly said: string;
  readonly from: string;
}

const NUMBER = String.raw`-?\d+(?:,\d{3})*(?:\.\d+)?`;

/** A number, or a resource in bold words. */
const QUOTED = new RegExp(String.raw`(${NUMBER}|\*\*[^*|]+\*\*)<!-- (.+?) -->`, 'g');

export const quotedIn = (text: string): readonly Quoted[] =>
  [...text.matchAll(QUOTED)].map(([, said = '', from = '']) => ({ said, from }));

/** The page with every number as the sources have it now. Throws where they have none. */
export const fillIn = (text: string, lookUp: (from: string) => string | undefined): string =>
  text.replaceAll(QUOTED, (_, _said: string, from: string) => {
    const now = lookUp(from);
    if (now === undefined) throw new Error(`nothing that was measured or simulated is called ${from}`);
    return `${now}<!-- ${from} -->`;
  });

/** Numbers that say of nothing where they come from, without those in code, links and names. */
export const unquotedIn = (text: string): readonly string[] => {
  const prose = text
    .replaceAll(/^```[\s\S]*?^```$/gm, '')
    .replaceAll(/`[^`\n]*`/g, '')
    .replaceAll(/\]\([^)]*\)/g, ']')
    .replaceAll(QUOTED, '');
  return [...prose.matchAll(/(?<![\w.,-])\d+(?:,\d{3})*(?:\.\d+)?/g)].map(([number]) => number);
};

const below = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>(
    (at, step) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[step] : undefined),
    value,
  );

const SIDES: ReadonlySet<string> = new Set<SideName>(['ours', 'stock']);

const measured = ({ results }: Sources, trial: string, [side = '', ...key]: readonly string[]): number | undefined => {
  const rounds = results[trial]?.rounds ?? [];
  if (side === 'ratio') return ratioOf(rounds, key.join('.'));
  if (side === 'rounds') return rounds.length;
  return SIDES.has(side) ? medianOf(rounds, side as SideName, key.join('.')) : undefined; // looked up just now
};

/** Small whole numbers are counts, and written as such. */
const COUNTABLE = 100;

/** Looks up what a page names; undefined where there is no such number. */
export const lookUpIn = (sources: Sources) => {
  const outlooks = new Map(keptOutlooks(sources.fitted).map(({ kept, outlook }) => [kept.name, outlook]));
  const find = (path: string): unknown => {
    const [source = '', ...rest] = path.split('.');
    if (source === 'fitted') return below(sources.fitted, rest);
    if (source === 'fleet') return below(outlooks.get(rest[0] ?? ''), rest.slice(1));
    if (source !== 'off') return measured(sources, source, rest);
    const check = sources.fitted.checks.find(({ part, load }) => part === rest[0] && load === rest[1]);
    return check && errorOf(check) * 100;
  };
  return (from: string): string | undefined => {
    const [path = '', sign, by] = from.split(' ');
    const value = find(path);
    if (isResource(value)) return `**${wordsOf(value)}**`;
    if (typeof value !== 'number' || !Number.isFinite(value)) return undefined;
    if (sign !== undefined) return threeDigits(sign === '*' ? value * Number(by) : value / Number(by));
    return Number.isInteger(value) && value < COUNTABLE ? String(value) : threeDigits(value);
  };
};
