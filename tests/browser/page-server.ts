import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join, normalize } from 'node:path';
import { ROOT } from '../source-facts.ts';

/** Serves a page that has the SDK as it is built, module by module, without a bundler in between. */
export interface PageServer {
  readonly port: number;
  /** Called with what a page said with `say`, the moment it arrives. */
  onSaid: (text: string) => void;
  close(): Promise<void>;
}

const socketIo = join(
  dirname(createRequire(import.meta.url).resolve('socket.io-client/package.json')),
  'dist/socket.io.esm.min.js',
);

const FOLDERS: Readonly<Record<string, string>> = {
  '/sdk/': join(ROOT, 'client-sdk/dist'),
  '/contract/': join(ROOT, 'contract/dist'),
  '/programs/': join(ROOT, 'tests/programs'),
};

const PAGE = `<!doctype html><meta charset="utf-8"><title>terminal</title>
<script type="importmap">${JSON.stringify({
  imports: {
    '@cafe/client-sdk': '/sdk/index.js',
    '@cafe/contract/folds': '/contract/folds.js',
    'socket.io-client': '/socket.io.js',
  },
})}</script>
<script type="module" src="/programs/terminal-page.mjs"></script>`;

const fileOf = (path: string): string | undefined => {
  if (path === '/socket.io.js') return socketIo;
  const [prefix, folder] = Object.entries(FOLDERS).find(([start]) => path.startsWith(start)) ?? [];
  return prefix === undefined || folder === undefined ? undefined : join(folder, normalize(path.slice(prefix.length)));
};

const serve = async (path: string, response: ServerResponse): Promise<void> => {
  if (path === '/') return void response.setHeader('content-type', 'text/html').end(PAGE);
  const file = fileOf(path);
  const text = file && (await readFile(file, 'utf8').catch(() => undefined));
  if (!text) return void response.writeHead(404).end();
  // A module is fetched once by all tabs of a browser; another run has another port.
  response.setHeader('content-type', 'text/javascript').setHeader('cache-control', 'max-age=3600').end(text);
};

/** Starts it on a free port of this machine. */
export const startPageServer = async (): Promise<PageServer> => {
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://page');
    if (pathname !== '/say') return serve(pathname, response);
    pages.onSaid(searchParams.get('text') ?? '');
    response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('the page server has no port');
  const pages: PageServer = {
    port: address.port,
    onSaid: () => {},
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return pages;
};
