import { generateKeyPairSync } from 'node:crypto';
import { isIP } from 'node:net';
import forge from 'node-forge';

/** A certificate and its key, as PEM. */
export interface Certified {
  readonly cert: string;
  readonly key: string;
}

/** When a certificate is made, and a number that no other one of the same authority has. */
export interface Making {
  readonly now: Date;
  /** 16 bytes. */
  readonly randomBytes: (size: number) => Buffer;
}

const DAY_MS = 24 * 60 * 60_000;
/** A device that was shown an authority keeps it for so long. */
export const AUTHORITY_DAYS = 3_653;
/** Longer than that is not believed by phones, whoever signed it. */
export const SERVER_DAYS = 397;
/** Clocks of tills are wrong by a day at most. */
const BEFORE_MS = DAY_MS;

const AUTHORITY_BITS = 3_072;
const SERVER_BITS = 2_048;

/** Node makes the keys: in a tenth of the time, and by the system's own chance. */
const newKeys = (modulusLength: number) => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  return { key: privateKey, publicKey: forge.pki.publicKeyFromPem(publicKey) };
};

const begin = ({ now, randomBytes }: Making, days: number): forge.pki.Certificate => {
  const certificate = forge.pki.createCertificate();
  certificate.serialNumber = `01${randomBytes(16).toString('hex')}`; // the first bit is off: a number is no debt
  certificate.validity.notBefore = new Date(now.getTime() - BEFORE_MS);
  certificate.validity.notAfter = new Date(certificate.validity.notBefore.getTime() + days * DAY_MS);
  return certificate;
};

const signed = (certificate: forge.pki.Certificate, authorityKey: string): string => {
  certificate.sign(forge.pki.privateKeyFromPem(authorityKey), forge.md.sha256.create());
  return forge.pki.certificateToPem(certificate);
};

const called = (commonName: string) => [{ name: 'commonName', value: commonName }];

/** The café's own authority: what a device is told to trust. It signs servers, and no further authority. */
export const makeAuthority = (name: string, making: Making): Certified => {
  const { key, publicKey } = newKeys(AUTHORITY_BITS);
  const certificate = begin(making, AUTHORITY_DAYS);
  certificate.publicKey = publicKey;
  certificate.setSubject(called(name));
  certificate.setIssuer(called(name));
  certificate.setExtensions([
    { name: 'basicConstraints', cA: true, pathLenConstraint: 0, critical: true },
    { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    { name: 'subjectKeyIdentifier' },
  ]);
  return { cert: signed(certificate, key), key };
};

/** By their kind in RFC 5280, 4.2.1.6: 7 is an address, 2 a name. */
const alternative = (name: string) => (isIP(name) === 0 ? { type: 2, value: name } : { type: 7, ip: name });

/** A server's certificate, good for exactly these names and addresses; the first is what it is called. */
export const makeServer = (names: readonly string[], authority: Certified, making: Making): Certified => {
  const { key, publicKey } = newKeys(SERVER_BITS);
  const signer = forge.pki.certificateFromPem(authority.cert);
  const certificate = begin(making, SERVER_DAYS);
  certificate.publicKey = publicKey;
  certificate.setSubject(called(names[0] ?? 'cafe'));
  certificate.setIssuer(signer.subject.attributes);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: false, critical: true },
    { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
    { name: 'extKeyUsage', serverAuth: true },
    { name: 'subjectAltName', altNames: names.map(alternative) },
    { name: 'subjectKeyIdentifier' },
    { name: 'authorityKeyIdentifier', keyIdentifier: signer.generateSubjectKeyIdentifier().getBytes() },
  ]);
  return { cert: signed(certificate, authority.key), key };
};
