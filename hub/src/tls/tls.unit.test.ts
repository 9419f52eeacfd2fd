import { randomBytes, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect as connectPlain } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createServer, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readConfig } from '../config.ts';
import { certify } from './certify.ts';
import { createTlsServer } from './https-server.ts';
import { namesOf, readTls, readTlsFile, TLS_FILES } from './tls-files.ts';

const DAY_MS = 86_400_000;
const now = new Date();
const FOUND = ['192.0.2.7', 'till', 'localhost', '127.0.0.1', '::1'];

let dataDir: string;
let folder: string;
const run = (asked: readonly string[], found = FOUND) =>
  certify({ folder, asked, found, host: 'till', now, randomBytes });
const text = (file: keyof typeof TLS_FILES): string => readTlsFile(folder, file) ?? '';

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'cafe-tls-'));
  folder = join(dataDir, 'tls');
  await run(['cafe.lan']);
}, 60_000);
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

/** A real handshake on this machine; resolves with why it was not believed, or with nothing. */
const handshake = async (servername: string, ca: string): Promise<string | undefined> => {
  const server = createServer({ cert: text('cert'), key: text('key') });
  server.on('tlsClientError', () => undefined); // what is tested is what the client says
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // a server of TCP, so it has one
  const socket: TLSSocket = connect({ port, host: '127.0.0.1', servername, ca });
  const problem = await Promise.race([
    once(socket, 'secureConnect').then(() => undefined),
    once(socket, 'error').then(([error]) => String((error as NodeJS.ErrnoException).code)),
  ]).catch((error: NodeJS.ErrnoException) => String(error.code));
  socket.destroy();
  server.close();
  return problem;
};

describe('what `cafe tls` makes', () => {
  test.each(['localhost', 'till', 'cafe.lan'])('[TLS-1] is believed for %s', async (name) => {
    expect(await handshake(name, text('authorityCert'))).toBeUndefined();
  });

  test('[TLS-1] and neither for another name, nor without the authority', async () => {
    expect(await handshake('evil.example', text('authorityCert'))).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
    expect(await handshake('localhost', new X509Certificate(text('cert')).toString())).not.toBeUndefined();
  });

  test('[TLS-1] is signed by the authority, and good for as long as phones believe it', () => {
    const [server, authority] = [new X509Certificate(text('cert')), new X509Certificate(text('authorityCert'))];
    const daysOf = ({ validFrom, validTo }: X509Certificate) => (Date.parse(validTo) - Date.parse(validFrom)) / DAY_MS;
    expect(server.verify(authority.publicKey)).toBe(true);
    expect(server.checkIssued(authority)).toBe(true);
    expect([server.ca, authority.ca]).toEqual([false, true]);
    expect(daysOf(server)).toBe(397);
    expect(daysOf(authority)).toBe(3_653);
    expect(Date.parse(server.validFrom)).toBeLessThan(now.getTime());
    expect(namesOf(text('cert'))).toEqual([
      'cafe.lan',
      '192.0.2.7',
      'till',
      'localhost',
      '127.0.0.1',
      '0:0:0:0:0:0:0:1',
    ]);
    expect(server.checkIP('192.0.2.7')).toBe('192.0.2.7');
    expect(server.checkIP('::1')).toBe('::1');
  });

  test('[TLS-2] has keys for their owner alone', () => {
    const modeOf = (file: keyof typeof TLS_FILES) => statSync(join(folder, TLS_FILES[file])).mode & 0o777;
    expect([modeOf('key'), modeOf('authorityKey')]).toEqual([0o600, 0o600]);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  test('[TLS-3] a second run keeps the authority and the names, and makes another certificate', async () => {
    const [authority, key, cert] = [text('authorityCert'), text('authorityKey'), text('cert')];
    const { isNewAuthority, names } = await run([], ['192.0.2.8', 'till', 'localhost', '127.0.0.1']);
    expect(isNewAuthority).toBe(false);
    expect([text('authorityCert'), text('authorityKey')]).toEqual([authority, key]);
    expect(text('cert')).not.toBe(cert);
    expect(names).toEqual(['192.0.2.8', 'till', 'localhost', '127.0.0.1', 'cafe.lan']);
    expect(await handshake('cafe.lan', authority)).toBeUndefined();
  });
});

describe('what the hub serves with', () => {
  test('[CFG-9] is what lies below DATA_DIR, or nothing', () => {
    expect(readTls({ DATA_DIR: dataDir, TLS_CERT: undefined, TLS_KEY: undefined })).toEqual({
      cert: text('cert'),
      key: text('key'),
      authority: text('authorityCert'),
    });
    const nowhere = join(dataDir, 'nowhere');
    expect(readTls({ DATA_DIR: nowhere, TLS_CERT: undefined, TLS_KEY: undefined })).toBeUndefined();
  });

  test('[CFG-9] or the files that are named, which must be there', () => {
    const [TLS_CERT, TLS_KEY] = [join(dataDir, 'own.crt'), join(dataDir, 'own.key')];
    expect(() => readTls({ DATA_DIR: dataDir, TLS_CERT, TLS_KEY })).toThrow('TLS_CERT names');
    writeFileSync(TLS_CERT, 'a certificate');
    writeFileSync(TLS_KEY, 'a key');
    expect(readTls({ DATA_DIR: dataDir, TLS_CERT, TLS_KEY })).toEqual({ cert: 'a certificate', key: 'a key' });
    expect(readFileSync(TLS_KEY, 'utf8')).toBe('a key');
  });

  test.each([{ TLS_CERT: '/a' }, { TLS_KEY: '/a' }])('[CFG-9] %j alone is refused', (env) => {
    expect(() => readConfig(env)).toThrow('is missing beside the other one');
  });
});

describe('the port of https', () => {
  /** What the server says to a few lines of plain HTTP. */
  const say = async (lines: readonly string[]): Promise<string> => {
    const tls = { cert: text('cert'), key: text('key') };
    const server = createTlsServer(tls, {}, (request, response) => void response.end(`heard ${request.url}`));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo; // likewise
    const socket = connectPlain(port, '127.0.0.1');
    socket.write(`${[...lines, 'Connection: close'].join('\r\n')}\r\n\r\n`);
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    await once(socket, 'close');
    server.close();
    return Buffer.concat(chunks).toString();
  };

  test('[TLS-4] who comes by http is sent on to the same place', async () => {
    const answer = await say(['GET /terminal?lang=de HTTP/1.1', 'Host: till:3000']);
    expect(answer).toMatch(/^HTTP\/1\.1 307 [\s\S]*Location: https:\/\/till:3000\/terminal\?lang=de\r\n/);
  });
  test('[TLS-4] what would carry a token is refused, and so is a host that is none', async () => {
    expect(await say(['POST /api/v1/auth/pin HTTP/1.1', 'Host: till', 'Content-Length: 0'])).toMatch(/^HTTP\/1\.1 403/);
    expect(await say(['GET / HTTP/1.1', 'Host: evil/@till'])).toMatch(/^HTTP\/1\.1 403/);
  });
  test.each(['/trust', '/ca.crt'])('[TLS-5] %s is answered by http', async (path) => {
    expect(await say([`GET ${path} HTTP/1.1`, 'Host: till'])).toContain(`heard ${path}`);
  });
});
