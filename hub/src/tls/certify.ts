import { isIP } from 'node:net';
import type { Certified, Making } from './authority.ts';
import { namesOf, readTlsFile, writeTlsFile } from './tls-files.ts';

export interface CertifyOptions extends Making {
  /** Where everything is written. */
  readonly folder: string;
  /** What this machine is reached by. */
  readonly found: readonly string[];
  /** What somebody asks for besides. */
  readonly asked: readonly string[];
  /** The machine's name. */
  readonly host: string;
}

/** What was made. */
export interface CertifiedCafe {
  readonly names: readonly string[];
  /** Whether devices have to be shown a new authority. */
  readonly isNewAuthority: boolean;
}

const keptAuthority = (folder: string): Certified | undefined => {
  const [cert, key] = [readTlsFile(folder, 'authorityCert'), readTlsFile(folder, 'authorityKey')];
  return cert === undefined || key === undefined ? undefined : { cert, key };
};

/** Names that somebody asked for before are asked for again; addresses may have changed. */
const namesBefore = (folder: string): readonly string[] => {
  const cert = readTlsFile(folder, 'cert');
  return cert === undefined ? [] : namesOf(cert).filter((name) => isIP(name) === 0);
};

/** Makes the authority, if there is none, and a new certificate for this machine. Nothing of it is loaded by a hub that runs. */
export const certify = async (options: CertifyOptions): Promise<CertifiedCafe> => {
  const { folder, found, asked, host } = options;
  const { makeAuthority, makeServer } = await import('./authority.ts');
  const kept = keptAuthority(folder);
  const authority = kept ?? makeAuthority(`Cafe hub of ${host}`, options);
  if (!kept) {
    writeTlsFile(folder, 'authorityKey', authority.key);
    writeTlsFile(folder, 'authorityCert', authority.cert);
  }
  const names = [...new Set([...asked, ...found, ...namesBefore(folder)])];
  const server = makeServer(names, authority, options);
  writeTlsFile(folder, 'key', server.key);
  writeTlsFile(folder, 'cert', server.cert);
  return { names, isNewAuthority: !kept };
};
