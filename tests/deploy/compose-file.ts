import { parse } from 'yaml';
import { textOf } from '../source-facts.ts';

/** A container as docker-compose.yml describes it, as far as the tests ask. */
export interface Container {
  readonly image: string;
  readonly build?: string;
  readonly user?: string;
  readonly profiles?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly (string | { readonly source: string })[];
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly networks: readonly string[] | Readonly<Record<string, { readonly ipv4_address?: string }>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly [other: string]: unknown;
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, Container>>;
  readonly networks: Readonly<Record<string, { readonly ipam?: { config: readonly Record<string, string>[] } }>>;
  readonly volumes: Readonly<Record<string, object>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

/** What nobody but whoever runs it can know. */
export const SAID: Readonly<Record<string, string>> = { PUBLIC_URL: 'https://cafe.example' };

/** `${NAME:-default}` and `${NAME:?message}`, where only what is in `SAID` is set; `$$` is a dollar. */
const settled = (written: string): string => {
  if (written === '$$') return '$';
  const [, name = '', sign, rest] = /^\$\{(\w+)(?::([-?])(.*))?\}$/.exec(written) ?? [];
  const value = SAID[name] ?? (sign === '-' ? rest : undefined);
  if (value === undefined) throw new Error(`${written} is not set`);
  return value;
};
const interpolated = (text: string): string => text.replaceAll(/\$\$|\$\{[^}]*\}/g, settled);

const everywhere = (value: unknown): unknown => {
  if (typeof value === 'string') return interpolated(value);
  if (Array.isArray(value)) return value.map(everywhere);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, everywhere(one)]));
};

/** The file as it is written, with what its anchors merge. */
export const rawCompose = (): unknown => parse(textOf('docker-compose.yml'), { merge: true });

/** The file as an engine would take it. Its shape is what the schema of the first test says. */
export const compose = everywhere(rawCompose()) as ComposeFile;

export const containers: readonly (readonly [string, Container])[] = Object.entries(compose.services);

/** Those that run our image. */
export const ours = containers.filter(([, { build }]) => build !== undefined);
