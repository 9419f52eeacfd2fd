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

const PLAIN_CSS = `body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; font: 16px/1.5 system-ui, sans-serif; color: #222; background: #fff; }
table { border-collapse: collapse; } td, th { border-bottom: 1px solid #ddd; padding: .3rem .8rem .3rem 0; text-align: left; vertical-align: top; }
pre { overflow: auto; padding: .8rem; background: #f6f6f6; border-radius: 4px; font-size: 13px; } ul { padding-left: 1.2rem; } small { color: #666; }
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
