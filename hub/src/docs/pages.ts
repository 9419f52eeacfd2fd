import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { RequestHandler } from 'express';
import type { Answer, Endpoint } from '../http/endpoint.ts';
import { answering, keptOf } from '../http/mount.ts';
import type { HttpOptions } from '../http/options.ts';
import { asyncApi } from './asyncapi.ts';
import { eventsPage } from './events-page.ts';
import { openApiOf } from './openapi.ts';
import { refusalsPage } from './refusals-page.ts';

type Route = readonly [path: string, handler: RequestHandler];

/** What the description's page is made of: nothing comes from outside, because a café's network may end at its door. */
const ASSETS: readonly string[] = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'];
const assetsIn = (): string => dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));

const INDEX = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Café hub API</title>
<link rel="icon" href="/docs/assets/favicon-32x32.png"><link rel="stylesheet" href="/docs/assets/swagger-ui.css"></head>
<body><div id="api"></div><script src="/docs/assets/swagger-ui-bundle.js"></script><script src="/docs/start.js"></script></body></html>
`;

// The validator of Swagger's makers is asked by default; it is outside.
const START = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#api', validatorUrl: null, deepLinking: true, docExpansion: 'none' });\n`;

// In the colours of the pages (apps/src/tokens.css), which a page without scripts does not load.
const PLAIN_CSS = `:root { color-scheme: light dark; --ground: #f6f1e9; --surface: #fffdf9; --text: #26201b; --muted: #645a50; --border: #d9cebf; --accent: #7b2450; }
@media (prefers-color-scheme: dark) { :root { --ground: #171412; --surface: #221e1b; --text: #f6efe6; --muted: #b9ada0; --border: #3d3631; --accent: #f2a3c6; } }
body { max-width: 60rem; margin: 0 auto; padding: 2rem 1.25rem 3rem; font: 16px/1.55 "Inter", system-ui, sans-serif; color: var(--text); background: var(--ground); }
h1, h2 { font-family: ui-serif, "New York", Georgia, "Noto Serif", serif; line-height: 1.2; } h1 { font-size: 2rem; } a { color: var(--accent); }
table { border-collapse: collapse; } td, th { border-bottom: 1px solid var(--border); padding: .3rem .8rem .3rem 0; text-align: left; vertical-align: top; }
pre { overflow: auto; padding: .8rem 1rem; border: 1px solid var(--border); background: var(--surface); border-radius: 8px; font-size: 14px; }
ul, ol { padding-left: 1.4rem; } li { margin-block: .25rem; } code { overflow-wrap: anywhere; } small { color: var(--muted); }
`;

const text = (type: string, body: string): Answer => ({
  status: 200,
  body,
  headers: { 'Content-Type': `${type}; charset=utf-8`, 'Cache-Control': 'no-cache' },
});

/** Made when somebody first asks, and kept: nothing of it changes while the hub runs. */
const once = (make: () => Answer): (() => Answer) => {
  let made: Answer | undefined;
  return () => {
    made ??= make();
    return made;
  };
};

const asset: RequestHandler = (request, response, next) => {
  const file = String(request.params['file']);
  if (!ASSETS.includes(file)) return next();
  keptOf(response).route = '/docs/assets/:file';
  response.sendFile(join(assetsIn(), file), { maxAge: '1h' }, (error) => (error ? next(error) : undefined));
};

/** The descriptions of HTTP and of the socket, for programs and for people. */
export const docsRoutes = ({ report, version }: HttpOptions, endpoints: readonly Endpoint[]): readonly Route[] => {
  const served = (path: string, make: () => Answer): Route => {
    const answer = once(make);
    return [
      path,
      answering(report, async (_request, response) => {
        keptOf(response).route = path;
        return answer();
      }),
    ];
  };
  const json = (value: unknown): Answer => text('application/json', JSON.stringify(value));
  return [
    served('/openapi.json', () => json(openApiOf(endpoints, version.version))),
    served('/asyncapi.json', () => json(asyncApi(version.version))),
    served('/docs', () => text('text/html', INDEX)),
    served('/docs/start.js', () => text('text/javascript', START)),
    served('/docs/plain.css', () => text('text/css', PLAIN_CSS)),
    served('/docs/events', () => text('text/html', eventsPage(asyncApi(version.version)))),
    served('/docs/refusals', () => text('text/html', refusalsPage())),
    ['/docs/assets/:file', asset],
  ];
};
