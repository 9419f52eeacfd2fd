import type { Config } from './config.ts';
import { isSecret, VARIABLE_NAMES, wordsOf } from './environment.ts';

const shown = (value: unknown): string => {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(shown).join(',');
  if (typeof value === 'object' && value !== null) return Object.values(value).map(shown).join('/');
  return String(value);
};

/** The configuration as lines `NAME=value` for people; secrets masked, what is left out with what holds instead. */
export const describeConfig = (config: Config): readonly string[] =>
  VARIABLE_NAMES.map((name) => {
    const value = config[name];
    if (value === undefined) return `${name}= (${wordsOf(name).byDefault})`;
    return `${name}=${isSecret(name) ? '***' : shown(value)}`;
  });

/** The marks in docs/configuration.md between which {@link configTable} stands. */
export const TABLE_BEGINS = '<!-- configuration: made by `npm run cafe -- config --markdown` -->';
export const TABLE_ENDS = '<!-- /configuration -->';

/** The variables as a table in Markdown, in the schema's own words. */
export const configTable = (): string => {
  const rows = VARIABLE_NAMES.map((name) => {
    const { says, byDefault, example, secret } = wordsOf(name);
    const names = secret ? `\`${name}\` or \`${name}_FILE\`` : `\`${name}\``;
    const otherwise = /[ `]/.test(byDefault) ? byDefault : `\`${byDefault}\``;
    return `| ${names} | ${says} | ${otherwise} | \`${example}\` |`;
  });
  return ['| Variable | What it is | Left out | Example |', '| --- | --- | --- | --- |', ...rows].join('\n');
};
