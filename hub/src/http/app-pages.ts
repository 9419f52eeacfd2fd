import type { Request, RequestHandler } from 'express';
import type { BuiltFile } from '../pages/built-pages.ts';
import type { Answer } from './endpoint.ts';
import { answering, keptOf } from './mount.ts';
import type { HttpOptions } from './options.ts';

type Route = readonly [path: string, handler: RequestHandler];

/** The pages, and where they are. The guests' is at the address in a table's QR: table-page.ts. */
const PAGES: Readonly<Record<string, string>> = {
  '/': '/start/index.html',
  '/terminal': '/terminal/index.html',
  '/kitchen': '/kitchen/index.html',
  '/design': '/design/index.html',
};
/** What is beside them under its own name: asked for again each time. */
const FILES: readonly string[] = ['/sw.js', '/terminal.webmanifest', '/kitchen.webmanifest', '/icons/:file'];

const ASK_AGAIN = 'no-cache';
/** A file below /assets has the hash of its content in its name: whatever it is, it is so for ever. */
const FOR_EVER = 'public, max-age=31536000, immutable';

const NOT_BUILT = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Not built</title></head>
<body><h1>The pages are not built</h1><p>The hub works, but its pages are missing. Run “npm start” in its folder; it builds them.</p></body></html>
`;

/** The same file as it travels best, or that the browser has it already. */
const answerWith = (request: Pick<Request, 'get'>, file: BuiltFile, caching: string): Answer => {
  const accepted = new Set((request.get('accept-encoding') ?? '').split(',').map((one) => one.trim().split(';')[0]));
  const encoding = (['br', 'gzip'] as const).find((one) => file[one] !== undefined && accepted.has(one));
  const tag = `"${file.hash}${encoding ? `-${encoding}` : ''}"`;
  const headers = {
    'Content-Type': file.type,
    'Cache-Control': caching,
    ETag: tag,
    Vary: 'Accept-Encoding',
    ...(encoding && { 'Content-Encoding': encoding }),
  };
  const named = request
    .get('if-none-match')
    ?.split(',')
    .map((one) => one.trim().replace(/^W\//, ''));
  if (named?.includes(tag)) return { status: 304, headers };
  return { status: 200, body: (encoding && file[encoding]) ?? file.body, headers };
};

/** The page at `/start/index.html` and its like; that it is missing is said in a sentence. */
export const pageAnswer = async (
  { pages }: Pick<HttpOptions, 'pages'>,
  request: Pick<Request, 'get'>,
  path: string,
): Promise<Answer> => {
  const page = (await pages()).get(path);
  if (page) return answerWith(request, page, ASK_AGAIN);
  const headers = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store', 'Retry-After': '30' };
  return { status: 503, body: NOT_BUILT, headers };
};

/** What people open in a browser: the start page, the terminal, the kitchen screen, the design, and what they are made of. */
export const appRoutes = (options: HttpOptions): readonly Route[] => {
  const { pages, report } = options;
  const page = ([path, file]: [string, string]): Route => [
    path,
    answering(report, (request, response) => {
      keptOf(response).route = path;
      return pageAnswer(options, request, file);
    }),
  ];
  const file = (path: string, caching: string): Route => [
    path,
    async (request, response, next) => {
      const found = (await pages()).get(request.path);
      if (!found) return next();
      keptOf(response).route = path;
      await answering(report, async () => answerWith(request, found, caching))(request, response, next);
    },
  ];
  return [
    ...Object.entries(PAGES).map(page),
    ...FILES.map((path) => file(path, ASK_AGAIN)),
    file('/assets/:file', FOR_EVER),
  ];
};
