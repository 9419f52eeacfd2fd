import { randomBytes } from 'node:crypto';
import { hostname, networkInterfaces } from 'node:os';
import type { Config } from '../config.ts';
import { certify } from '../tls/certify.ts';
import { readCertificate, readTlsFile, tlsFolder } from '../tls/tls-files.ts';

/** Every address and name by which this machine can be reached in the café's network, and by itself. */
const foundHere = (): readonly string[] => {
  const addresses = Object.values(networkInterfaces()).flatMap((found) => found ?? []);
  const outside = addresses.filter(({ family, internal }) => family === 'IPv4' && !internal);
  const host = hostname();
  return [...outside.map(({ address }) => address), host, `${host}.local`, 'localhost', '127.0.0.1', '::1'];
};

/** Makes what https needs, below `DATA_DIR`, and resolves with the lines to print. */
export const makeTls = async (
  config: Pick<Config, 'DATA_DIR'>,
  asked: readonly string[],
): Promise<readonly string[]> => {
  const folder = tlsFolder(config);
  const making = { folder, asked, found: foundHere(), host: hostname(), now: new Date(), randomBytes };
  const { names, isNewAuthority } = await certify(making);
  const until = readCertificate(readTlsFile(folder, 'cert') ?? '').validTo;
  const authority = readCertificate(readTlsFile(folder, 'authorityCert') ?? '');
  return [
    `The hub's certificate is in ${folder}, good until ${until} for`,
    ...names.map((name) => `  ${name}`),
    `Its authority is ${isNewAuthority ? 'new: show it to each device of the house, once' : 'the one that devices know already'}.`,
    `  SHA-256 ${authority.fingerprint256}`,
    'Start the hub again. Then open /trust on each device; it says what to do there.',
  ];
};
