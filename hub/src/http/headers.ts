import cors, { type CorsOptions } from 'cors';
import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { isOriginAllowed } from '../origin.ts';

/** What every page of the hub may load: its own things and nothing else; no text becomes a script (S30). */
const DIRECTIVES = {
  'default-src': ["'self'"],
  'script-src': ["'self'"],
  'object-src': ["'none'"],
  'base-uri': ["'none'"],
  'frame-ancestors': ["'none'"],
  'form-action': ["'self'"],
  'require-trusted-types-for': ["'script'"],
} as const;

/** The page of the API's description writes styles and inline pictures, and makes HTML of our own texts. */
const DOCS_DIRECTIVES = {
  ...DIRECTIVES,
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:'],
  'require-trusted-types-for': null,
} as const;

const withPolicy = (directives: Readonly<Record<string, readonly string[] | null>>, isTls: boolean): RequestHandler =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: Object.fromEntries(Object.entries(directives).map(([name, values]) => [name, values && [...values]])),
    },
    // Without TLS there is nothing to insist on, and a café's own address has none.
    strictTransportSecurity: isTls ? { maxAge: 31_536_000 } : false,
    referrerPolicy: { policy: 'no-referrer' },
  });

/** Headers that make browsers careful. `isTls`: people come by https. */
export const securityHeaders = (isTls: boolean): RequestHandler => {
  const everywhere = withPolicy(DIRECTIVES, isTls);
  const docs = withPolicy(DOCS_DIRECTIVES, isTls);
  return (request, response, next) => {
    const isDescription = request.path === '/docs' || request.path === '/docs/';
    (isDescription ? docs : everywhere)(request, response, next);
  };
};

/** CORS for exactly the origins of the list. Cookies are never part of it: there are none (S5). */
export const crossOrigin = (origins: () => ReadonlySet<string>): RequestHandler => {
  const options: CorsOptions = {
    origin: (origin, done) => done(null, origin !== undefined && isOriginAllowed(origin, origins())),
    methods: ['GET', 'HEAD', 'POST'],
    allowedHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key', 'If-None-Match'],
    exposedHeaders: ['ETag', 'Location', 'Retry-After', 'X-Request-Id'],
    maxAge: 600,
  };
  return cors(options);
};
