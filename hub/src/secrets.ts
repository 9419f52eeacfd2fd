import { chmodSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { type Config, ConfigError } from './config.ts';
import { type JwtKey, jwtKeys, SECRET_BYTES, secret } from './environment-values.ts';

/** What the hub signs and hashes with. None of it is ever logged or sent. */
export interface Secrets {
  /** The first signs, all are believed. */
  readonly jwtKeys: readonly [JwtKey, ...JwtKey[]];
  readonly pinPepper: string;
  readonly tablePinKey: string;
}

/** `secrets.json`; each is the text the variable of that name would have. */
const Kept = z.strictObject({ JWT_KEYS: jwtKeys, PIN_PEPPER: secret, TABLE_PIN_KEY: secret }).partial();
type Name = keyof typeof Kept.shape;
type Texts = Readonly<Partial<Record<Name, string>>>;
const NAMES: readonly Name[] = ['JWT_KEYS', 'PIN_PEPPER', 'TABLE_PIN_KEY'];

/** What a role signs or hashes with: a process that runs apart is given no more. */
const NEEDED: Readonly<Record<Config['ROLE'], readonly Name[]>> = {
  all: NAMES,
  hub: ['JWT_KEYS'],
  user: ['JWT_KEYS', 'PIN_PEPPER'],
  guest: ['TABLE_PIN_KEY'],
  menu: [],
  order: [],
  payment: [],
  publisher: [],
};

export interface SecretsOptions {
  readonly config: Pick<Config, 'DATA_DIR' | 'ROLE' | Name>;
  readonly randomBytes: (size: number) => Buffer;
}

const isMissing = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
const isTaken = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'EEXIST';

const unreadable = (path: string): ConfigError =>
  new ConfigError([
    {
      variable: path,
      problem: 'is damaged, and nothing was put in its place: other secrets would make every PIN wrong',
      remedy: 'Bring it back from a backup, or remove it and set every PIN anew.',
    },
  ]);

/** What the file holds; undefined where there is none. */
const readKept = (path: string): Texts | undefined => {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
  // Copied about, it may have become everybody's.
  if ((statSync(path).mode & 0o077) !== 0) chmodSync(path, 0o600);
  try {
    const parsed: unknown = JSON.parse(text);
    if (!Kept.safeParse(parsed).success) throw unreadable(path);
    return parsed as Texts; // the schema has just read exactly this
  } catch {
    throw unreadable(path);
  }
};

/** Puts the file in place whole, readable by its owner alone. `isNew`: without replacing what another process put there. */
const keep = (path: string, texts: Texts, isNew: boolean): void => {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(texts, null, 2)}\n`, { mode: 0o600, flush: true });
  if (!isNew) {
    renameSync(draft, path);
    return;
  }
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!isTaken(error)) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
};

/** What stands where a role needs no secret: nothing is ever signed or hashed with it. */
const unneeded = (entropy: SecretsOptions['randomBytes']): Secrets => {
  const fresh = () => entropy(SECRET_BYTES).toString('base64url');
  return { jwtKeys: [{ kid: 'none', secret: fresh() }], pinPepper: fresh(), tablePinKey: fresh() };
};

/** Of a process that runs apart: from the environment alone, because every process needs the same. */
const fromEnvironment = ({ config, randomBytes: entropy }: SecretsOptions): Secrets => {
  const absent = NEEDED[config.ROLE].filter((name) => config[name] === undefined);
  if (absent.length > 0) {
    const remedy = `Set it, or <NAME>_FILE, to the same ${SECRET_BYTES} random bytes for every process.`;
    throw new ConfigError(absent.map((variable) => ({ variable, problem: 'is missing', remedy })));
  }
  const other = unneeded(entropy);
  const [newest, ...older] = config.JWT_KEYS ?? other.jwtKeys;
  return {
    jwtKeys: newest ? [newest, ...older] : other.jwtKeys,
    pinPepper: config.PIN_PEPPER ?? other.pinPepper,
    tablePinKey: config.TABLE_PIN_KEY ?? other.tablePinKey,
  };
};

/**
 * The secrets: each from the environment, else from `secrets.json` below the data directory, else made now and kept there
 * (mode 0600). Repeating it gives the same ones. A file that cannot be read is never replaced.
 *
 * @throws {ConfigError} when a role other than `all` is without one that it needs
 */
export const createSecrets = ({ config, randomBytes: entropy }: SecretsOptions): Secrets => {
  if (config.ROLE !== 'all') return fromEnvironment({ config, randomBytes: entropy });
  const absent = NAMES.filter((name) => config[name] === undefined);
  const kept = Kept.parse(absent.length > 0 ? keptSecrets(config.DATA_DIR, absent, entropy) : {});
  const [newest, ...older] = config.JWT_KEYS ?? kept.JWT_KEYS ?? [];
  const pinPepper = config.PIN_PEPPER ?? kept.PIN_PEPPER;
  const tablePinKey = config.TABLE_PIN_KEY ?? kept.TABLE_PIN_KEY;
  // Whatever was absent has just been made or read; this says so to the types, and stops a hub without a secret.
  if (!newest || !pinPepper || !tablePinKey) throw new Error('a secret is missing');
  return { jwtKeys: [newest, ...older], pinPepper, tablePinKey };
};

const keptSecrets = (dataDir: string, absent: readonly Name[], entropy: (size: number) => Buffer): Texts => {
  const path = join(dataDir, 'secrets.json');
  const before = readKept(path);
  const missing = absent.filter((name) => before?.[name] === undefined);
  if (before && missing.length === 0) return before;
  mkdirSync(dataDir, { recursive: true });
  const fresh = () => entropy(SECRET_BYTES).toString('base64url');
  const made = missing.map((name) => [name, name === 'JWT_KEYS' ? `k1:${fresh()}` : fresh()] as const);
  keep(path, { ...before, ...Object.fromEntries(made) }, before === undefined);
  // Read back: another process may have been faster, and then its secrets are the ones.
  const after = readKept(path);
  if (!after || missing.some((name) => after[name] === undefined)) throw unreadable(path);
  return after;
};
