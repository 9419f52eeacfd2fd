import { readFileSync } from 'node:fs';
import {
  Environment,
  type EnvironmentValues,
  isSecret,
  VARIABLE_NAMES,
  type VariableName,
  wordsOf,
} from './environment.ts';

/** One mistake in the environment: which variable, what is wrong with it, and what to do. */
export interface Mistake {
  readonly variable: string;
  readonly problem: string;
  readonly remedy: string;
}

/** The environment is wrong. Its message names every mistake at once, and no secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly mistakes: readonly Mistake[];

  constructor(mistakes: readonly Mistake[]) {
    const lines = mistakes.map(({ variable, problem, remedy }) => `  ${variable} ${problem}. ${remedy}`);
    super(`The configuration is wrong:\n${lines.join('\n')}`);
    this.mistakes = mistakes;
  }
}

/** What the hub runs with: every variable parsed, by its own name, frozen. */
export interface Config extends EnvironmentValues {
  readonly ALLOW_HEADLESS_GUESTS: boolean;
  readonly DRAIN_AFTER_SECONDS: number;
  readonly DRAIN_OVER_SECONDS: number;
  readonly isProduction: boolean;
  /** A demo café with its people and their PINs, for whoever tries the hub. */
  readonly isDemo: boolean;
}

type Raw = Readonly<Record<string, string | undefined>>;
type ReadFile = (path: string) => string;

/** A variable's text: of a secret also what the file says that `<NAME>_FILE` names, so that it stands in no process list. */
const textOf = (name: VariableName, env: Raw, readFile: ReadFile): string | Mistake | undefined => {
  // An empty variable is one that somebody left open, not one that is set.
  const path = isSecret(name) ? env[`${name}_FILE`] : undefined;
  if (!path) return env[name] || undefined;
  const variable = `${name}_FILE`;
  if (env[name]) return { variable, problem: `is set beside ${name}`, remedy: 'Keep one of the two.' };
  try {
    return readFile(path).trim();
  } catch {
    return { variable, problem: `names ${path}, which cannot be read`, remedy: 'Name a file that the hub may read.' };
  }
};

/** What may not be in production, where nobody watches. */
const productionMistakes = ({ TRUST_PROXY, DEMO, ALLOW_HEADLESS_GUESTS }: EnvironmentValues): Mistake[] => {
  const found: Mistake[] = [];
  const add = (variable: VariableName, problem: string, remedy: string) => found.push({ variable, problem, remedy });
  if (TRUST_PROXY === undefined) {
    const remedy = 'Name the proxy that ends TLS, or say none where a closed network makes TLS needless.';
    add('TRUST_PROXY', 'is missing, and production asks for a decision about TLS', remedy);
  }
  if (DEMO) add('DEMO', 'is on in production, and its PINs are public', 'Leave it out; `cafe init` makes a store.');
  if (ALLOW_HEADLESS_GUESTS) {
    add('ALLOW_HEADLESS_GUESTS', 'is on in production, where every guest has a browser', 'Leave it out.');
  }
  return found;
};

const SERVICE_URLS = ['USER_URL', 'MENU_URL', 'ORDER_URL', 'PAYMENT_URL', 'GUEST_URL'] as const;

/** What a process cannot do without that is one of several. */
const roleMistakes = (values: EnvironmentValues): Mistake[] => {
  const { ROLE } = values;
  const isAlone = ROLE === 'all' && SERVICE_URLS.every((name) => values[name] === undefined);
  if (isAlone) return [];
  const needed: readonly VariableName[] = [
    ...(ROLE === 'all' ? ([] as const) : (['MONGODB_URI'] as const)),
    ...(ROLE === 'publisher' ? ([] as const) : (['INTERNAL_KEY'] as const)),
    ...(ROLE === 'hub' ? SERVICE_URLS : []),
    ...(ROLE === 'publisher' ? (['AMQP_URL'] as const) : []),
  ];
  return needed
    .filter((name) => values[name] === undefined)
    .map((variable) => ({
      variable,
      problem: `is missing, and ${ROLE === 'all' ? 'a hub whose services run elsewhere' : `a process of role ${ROLE}`} needs it`,
      remedy: `Set it like ${variable}=${wordsOf(variable).example}.`,
    }));
};

/** A balancer looks every few seconds, and a thousand sockets moved in as many are a few hundred a second. */
const DRAIN_SECONDS = 5;

/** A certificate without its key, or the other way round, serves nothing. */
const tlsMistakes = ({ TLS_CERT, TLS_KEY }: EnvironmentValues): Mistake[] => {
  if ((TLS_CERT === undefined) === (TLS_KEY === undefined)) return [];
  const variable = TLS_CERT === undefined ? 'TLS_CERT' : 'TLS_KEY';
  return [{ variable, problem: 'is missing beside the other one', remedy: 'Set both, or neither.' }];
};

const withModes = (values: EnvironmentValues): Config => {
  const isProduction = values.NODE_ENV === 'production';
  // A hub alone has nobody to move its sockets to.
  const drainSeconds = values.ROLE === 'all' ? 0 : DRAIN_SECONDS;
  const isDemo = !isProduction && (values.DEMO ?? values.MONGODB_URI === undefined);
  return Object.freeze({
    ...values,
    ALLOW_HEADLESS_GUESTS: values.ALLOW_HEADLESS_GUESTS ?? isDemo,
    DRAIN_AFTER_SECONDS: values.DRAIN_AFTER_SECONDS ?? drainSeconds,
    DRAIN_OVER_SECONDS: values.DRAIN_OVER_SECONDS ?? drainSeconds,
    isProduction,
    isDemo,
  });
};

/**
 * Reads a configuration out of an environment.
 *
 * @param readFile reads what a `<NAME>_FILE` names; throws where it cannot
 * @throws {ConfigError} with every mistake at once
 */
export const readConfig = (env: Raw, readFile: ReadFile = (path) => readFileSync(path, 'utf8')): Config => {
  const mistakes: Mistake[] = [];
  const texts: Partial<Record<string, string>> = {};
  for (const name of VARIABLE_NAMES) {
    const text = textOf(name, env, readFile);
    if (typeof text === 'object') mistakes.push(text);
    else if (text !== undefined) texts[name] = text;
  }
  const parsed = Environment.safeParse(texts);
  for (const { path, message } of parsed.error?.issues ?? []) {
    const name = path[0] as VariableName; // the first step into an object's issue is one of its keys
    // Of a secret not even a wrong one is shown.
    const said = isSecret(name) ? '' : `"${texts[name]}" `;
    mistakes.push({
      variable: name,
      problem: `${said}${message}`,
      remedy: `Set it like ${name}=${wordsOf(name).example}, or leave it out.`,
    });
  }
  if (parsed.data) mistakes.push(...roleMistakes(parsed.data), ...tlsMistakes(parsed.data));
  if (env['NODE_ENV'] === 'production' && parsed.data) mistakes.push(...productionMistakes(parsed.data));
  if (mistakes.length > 0 || !parsed.data) throw new ConfigError(mistakes);
  return withModes(parsed.data);
};

/** The configuration of this process: the one place that reads its environment. @throws {ConfigError} */
export const loadConfig = (): Config => readConfig(process.env);

/** The PATH on which programs are looked for. */
export const programPath = (): string => process.env['PATH'] ?? '';
