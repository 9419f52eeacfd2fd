import type { IncomingMessage, RequestListener } from 'node:http';
import { Refusal } from '@cafe/services/kernel';
import express, { type Express, type RequestHandler, type Router } from 'express';
import { docsRoutes } from '../docs/pages.ts';
import { isOriginAllowed } from '../origin.ts';
import { addressOf, type Trusts } from './address.ts';
import { appRoutes } from './app-pages.ts';
import type { Endpoint } from './endpoint.ts';
import { endpointsOf } from './endpoints.ts';
import { crossOrigin, securityHeaders } from './headers.ts';
import type { Internal } from './internal.ts';
import { keptOf, mountAll, mountInternal, onError, send } from './mount.ts';
import { operations } from './operations.ts';
import type { HttpOptions, OperationsOptions } from './options.ts';
import { problem } from './problem.ts';
import { tablePage } from './table-page.ts';
import { trustRoutes } from './trust.ts';

/** What answers HTTP. */
export interface Http {
  readonly listener: RequestListener;
  /** Where a request came from, behind the proxies that are trusted; for sockets too. */
  readonly addressOf: (request: IncomingMessage) => string;
}

/** The first thing every request meets: it gets an id, and when it is over it is counted and logged. */
const begun =
  ({ newId, elapsed, metrics, log }: OperationsOptions, from: Http['addressOf']): RequestHandler =>
  (request, response, next) => {
    const startedAt = elapsed();
    const kept = keptOf(response);
    kept.requestId = newId();
    kept.address = from(request);
    response.set('X-Request-Id', kept.requestId);
    response.once('close', () => {
      const { method } = request;
      const { requestId, address, route = 'other' } = kept;
      const status = response.statusCode;
      const ms = elapsed() - startedAt;
      metrics.request({ method, route, status }, ms / 1_000);
      // The pattern, not the address: what people put into a query is not ours to keep.
      log[status >= 500 ? 'warn' : 'debug'](
        { requestId, method, route, status, ms: Math.round(ms), address },
        'request',
      );
    });
    next();
  };

/** A browser whose page is not ours is turned away, whatever token it holds. */
const fromAllowedOrigin =
  (origins: HttpOptions['origins']): RequestHandler =>
  (request, response, next) => {
    if (isOriginAllowed(request.get('origin'), origins())) return next();
    const refusal = new Refusal('actor.forbidden', 'this origin may not talk to the hub');
    send(response, problem(refusal.toBody(), keptOf(response)));
  };

const notThere: RequestHandler = (_request, response) => {
  const refusal = new Refusal('actor.not_found', 'there is nothing at this address', {
    remedy: 'Look the address up at /docs.',
  });
  send(response, problem(refusal.toBody(), keptOf(response)));
};

const apiOf = (options: HttpOptions, endpoints: readonly Endpoint[]): Router => {
  const api = express.Router({ caseSensitive: true });
  api.use(fromAllowedOrigin(options.origins));
  mountAll(api, endpoints, options);
  return api;
};

const settings = (app: Express, { config }: OperationsOptions): void => {
  app.disable('x-powered-by');
  app.disable('etag'); // ours are versions
  app.set('case sensitive routing', true);
  app.set('query parser', 'simple'); // no objects out of a query
  app.set('trust proxy', config.TRUST_PROXY ?? []);
};

/** What every process begins with: a request is known and counted, and whoever runs it hears how it is. */
const begin = (options: OperationsOptions): { readonly app: Express; readonly from: Http['addressOf'] } => {
  const app = express();
  settings(app, options);
  const from = addressOf(app.get('trust proxy fn') as Trusts); // compiled by Express from the setting above
  app.use(begun(options, from));
  app.use(securityHeaders(options.config.PUBLIC_URL?.startsWith('https:') === true));
  for (const [path, handler] of operations(options)) app.get(path, handler);
  return { app, from };
};

const end = (app: Express, { report }: OperationsOptions): void => {
  app.use(notThere);
  app.use(onError(report));
};

/** What a process answers over HTTP that is no hub: the calls of hubs, if it takes any, and how it is. */
export const createServiceHttp = (options: OperationsOptions, internal?: Internal): Http => {
  const { app, from } = begin(options);
  if (internal) mountInternal(app, internal, options.report);
  end(app, options);
  return { listener: app, addressOf: from };
};

/** Everything the hub answers over HTTP: commands, requests, reads, the description of it all, and how it is. */
export const createHttp = (options: HttpOptions): Http => {
  const { origins } = options;
  const { app, from } = begin(options);
  const endpoints = endpointsOf(options);
  app.use(crossOrigin(origins));
  for (const [path, handler] of docsRoutes(options, endpoints)) app.get(path, handler);
  app.use('/api/v1', apiOf(options, endpoints));
  app.get('/t/:code', tablePage(options));
  for (const [path, handler] of [...appRoutes(options), ...trustRoutes(options)]) app.get(path, handler);
  end(app, options);
  return { listener: app, addressOf: from };
};
