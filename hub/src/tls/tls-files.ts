import { X509Certificate } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Config, ConfigError } from '../config.ts';

/** What the hub serves https with. */
export interface Tls {
  readonly cert: string;
  readonly key: string;
  /** The café's own authority, for devices to trust; absent where somebody else signed. */
  readonly authority?: string | undefined;
}

/** The names of what lies below `DATA_DIR`/tls. Keys are for their owner alone. */
export const TLS_FILES = {
  authorityCert: 'ca.crt',
  authorityKey: 'ca.key',
  cert: 'server.crt',
  key: 'server.key',
} as const;
type TlsFile = keyof typeof TLS_FILES;

const OWNER_ONLY = 0o600;
const EVERYBODY = 0o644;

export const tlsFolder = ({ DATA_DIR }: Pick<Config, 'DATA_DIR'>): string => join(DATA_DIR, 'tls');

const isMissing = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';

/** A file's text; undefined where it is not there. */
export const readTlsFile = (folder: string, file: TlsFile): string | undefined => {
  try {
    return readFileSync(join(folder, TLS_FILES[file]), 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
};

/** Whole or not at all, and never readable by others in between. */
export const writeTlsFile = (folder: string, file: TlsFile, text: string): void => {
  const path = join(folder, TLS_FILES[file]);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(`${path}.new`, text, { mode: OWNER_ONLY });
  if (file === 'cert' || file === 'authorityCert') chmodSync(`${path}.new`, EVERYBODY);
  renameSync(`${path}.new`, path);
};

/** A certificate with the parts that are looked at. @throws where it is none */
export const readCertificate = (pem: string): X509Certificate => new X509Certificate(pem);

/** The names and addresses that a certificate is good for. */
export const namesOf = (pem: string): readonly string[] =>
  (readCertificate(pem).subjectAltName ?? '').split(', ').flatMap((entry) => {
    const name = /^(?:DNS|IP Address):(.+)$/.exec(entry)?.[1];
    return name === undefined ? [] : [name];
  });

const unreadable = (variable: string, path: string): ConfigError =>
  new ConfigError([
    { variable, problem: `names ${path}, which cannot be read`, remedy: 'Name a PEM file that the hub may read.' },
  ]);

const readNamed = (variable: 'TLS_CERT' | 'TLS_KEY', path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw unreadable(variable, path);
  }
};

/** What https is served with: the files that are named, else what `cafe tls` made; without either, plain http. @throws {ConfigError} */
export const readTls = (config: Pick<Config, 'DATA_DIR' | 'TLS_CERT' | 'TLS_KEY'>): Tls | undefined => {
  const { TLS_CERT, TLS_KEY } = config;
  if (TLS_CERT !== undefined && TLS_KEY !== undefined) {
    return { cert: readNamed('TLS_CERT', TLS_CERT), key: readNamed('TLS_KEY', TLS_KEY) };
  }
  const folder = tlsFolder(config);
  const [cert, key] = [readTlsFile(folder, 'cert'), readTlsFile(folder, 'key')];
  if (cert === undefined || key === undefined) return undefined;
  return { cert, key, authority: readTlsFile(folder, 'authorityCert') };
};
