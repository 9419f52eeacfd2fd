import { type Spread, spread } from './percentile.ts';

/** Three digits are what such a number can be trusted with: 0.83, 4.21, 17.4, 287, 15,700. */
export const threeDigits = (value: number): string => {
  if (!Number.isFinite(value)) return '–';
  const size = Math.abs(value);
  if (size < 10) return value.toFixed(2);
  if (size < 100) return value.toFixed(1);
  const step = 10 ** Math.max(0, Math.floor(Math.log10(size)) - 2);
  return (Math.round(value / step) * step).toLocaleString('en-US');
};

const spreadText = ({ min, median, max }: Spread): string =>
  `**${threeDigits(median)}** (${threeDigits(min)}–${threeDigits(max)})`;

/** `median (min–max)` of what was measured; a dash when nothing was. */
export const spreadOf = (values: readonly (number | undefined)[]): string => {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? '–' : spreadText(spread(known));
};

/** A Markdown table. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
