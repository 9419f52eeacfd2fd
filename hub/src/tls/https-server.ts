import { createServer as createPlain, type RequestListener, type Server } from 'node:http';
import { createServer as createSecure, type ServerOptions } from 'node:https';
import type { Socket } from 'node:net';
import type { Tls } from './tls-files.ts';

/** The first byte of a TLS handshake (RFC 8446, 5.1). */
const HANDSHAKE = 0x16;
/** Whoever connects and says nothing, or nothing more, is let go after that, in milliseconds. */
const SILENCE_MS = 4_000;
/** What is answered without TLS: how to come to trust it. */
const ANSWERED_PLAIN = new Set(['/trust', '/ca.crt', '/docs/plain.css']);

const HOST = /^[\w.-]+(:\d{1,5})?$|^\[[0-9a-f:]+\](:\d{1,5})?$/i;

/** Sends whoever came by http to the same place by https; what is sent with a body is refused: it may hold a token. */
const redirect: RequestListener = (request, response) => {
  const { host = '' } = request.headers;
  const isReading = request.method === 'GET' || request.method === 'HEAD';
  if (!isReading || !HOST.test(host)) {
    response.writeHead(403, { 'Content-Type': 'text/plain; charset=utf-8', Connection: 'close' });
    response.end('This hub is reached by https only.\n');
    return;
  }
  response.writeHead(307, { Location: `https://${host}${request.url ?? '/'}`, 'Cache-Control': 'no-store' }).end();
};

const pathOf = (url: string): string => url.split('?')[0] ?? '';

/** Looks at the first byte of a connection, and hands it on with that byte still in it. */
const sort = (socket: Socket, to: { readonly secure: (socket: Socket) => void; readonly plain: Server }): void => {
  const giveUp = () => socket.destroy();
  socket.on('error', giveUp);
  socket.setTimeout(SILENCE_MS, giveUp);
  socket.once('readable', () => {
    const first: Buffer | null = socket.read(1);
    if (first === null) {
      giveUp();
      return;
    }
    socket.setTimeout(0);
    socket.off('error', giveUp);
    socket.unshift(first);
    if (first[0] === HANDSHAKE) to.secure(socket);
    else to.plain.emit('connection', socket);
  });
};

/**
 * A server of https that also hears http on the same port: people type addresses without a scheme, and QR codes printed before
 * there was a certificate say http.
 */
export const createTlsServer = (tls: Tls, patience: ServerOptions, listener: RequestListener): Server => {
  const server = createSecure({ ...patience, cert: tls.cert, key: tls.key }, listener);
  const plain = createPlain(patience, (request, response) => {
    (ANSWERED_PLAIN.has(pathOf(request.url ?? '')) ? listener : redirect)(request, response);
  });
  plain.timeout = SILENCE_MS; // it never listens, and one that does not has no other patience of Node's
  const handshakes = server.listeners('connection');
  server.removeAllListeners('connection');
  const secure = (socket: Socket) => {
    for (const handshake of handshakes) handshake.call(server, socket);
  };
  server.on('connection', (socket: Socket) => sort(socket, { secure, plain }));
  return server;
};
