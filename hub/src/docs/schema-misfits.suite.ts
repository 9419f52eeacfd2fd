import { type Json, lookUp } from './schema-pointers.suite.ts';

type Rule = Readonly<Record<string, Json>>;
type Misfits = (schema: Json, value: unknown, at?: string) => string[];

const KINDS: Readonly<Record<string, (value: unknown, rule: Rule) => boolean>> = {
  string: (value, { pattern }) =>
    typeof value === 'string' && (typeof pattern !== 'string' || new RegExp(pattern).test(value)),
  integer: (value) => Number.isSafeInteger(value),
  number: (value) => typeof value === 'number',
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
  array: (value) => Array.isArray(value),
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

/**
 * Where a value does not fit a JSON Schema of the kind that we write, in words; empty where it fits. As much of draft
 * 2020-12 as our own documents use.
 */
export const misfitsIn = (document: Json): Misfits => {
  const ofObject = (rule: Rule, value: Readonly<Record<string, unknown>>, at: string): string[] => {
    const properties = (rule['properties'] ?? {}) as Rule;
    const required = (rule['required'] ?? []) as string[];
    const missing = required.filter((name) => !Object.hasOwn(value, name)).map((name) => `${at}: has no ${name}`);
    const inner = Object.entries(value).flatMap(([name, one]) => {
      const of = properties[name] ?? rule['additionalProperties'];
      if (of === false) return [`${at}: ${name} is not described`];
      return typeof of === 'object' ? misfits(of, one, `${at}.${name}`) : [];
    });
    return [...missing, ...inner];
  };

  const misfits: Misfits = (schema, value, at = '$') => {
    const rule = schema as Rule;
    if (typeof rule['$ref'] === 'string') return misfits(lookUp(document, rule['$ref']), value, at);
    const either = (rule['anyOf'] ?? rule['oneOf']) as Json[] | undefined;
    if (either) return either.some((one) => misfits(one, value).length === 0) ? [] : [`${at}: fits none`];
    const found = ((rule['allOf'] ?? []) as Json[]).flatMap((one) => misfits(one, value, at));
    if ('const' in rule && rule['const'] !== value) found.push(`${at}: is not ${String(rule['const'])}`);
    const words = rule['enum'];
    if (Array.isArray(words) && !words.includes(value)) found.push(`${at}: ${String(value)} is not in the list`);
    const fits = KINDS[String(rule['type'])];
    if (fits && !fits(value, rule)) return [...found, `${at}: ${JSON.stringify(value)} is no ${String(rule['type'])}`];
    if (Array.isArray(value) && rule['items'] !== undefined) {
      found.push(...value.flatMap((one, index) => misfits(rule['items'], one, `${at}[${index}]`)));
    }
    // Its kind has just been looked at.
    if (rule['type'] === 'object') found.push(...ofObject(rule, value as Readonly<Record<string, unknown>>, at));
    return found;
  };
  return misfits;
};
