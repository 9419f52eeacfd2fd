import { MAX_MESSAGE_BYTES } from '@cafe/contract';
import { Refusal } from '@cafe/services/kernel';
import express, { type NextFunction, type Request, type RequestHandler, type Response, type Router } from 'express';
import { limitKeyOf, type Peer } from '../peer.ts';
import { compressed } from './compressed.ts';
import type { Answer, Asked, Endpoint } from './endpoint.ts';
import { type Internal, MAX_CALL_BYTES } from './internal.ts';
import type { HttpOptions } from './options.ts';
import { problem, refusalOf } from './problem.ts';
import { mustHaveToken } from './requests.ts';

/** What the hub keeps of a request while it is answered. */
interface Kept {
  requestId: string;
  address: string;
  /** The pattern of the path, for figures. */
  route?: string;
}
/** Put there by the first thing that every request meets. */
export const keptOf = (response: Response): Kept => response.locals as unknown as Kept;

type Handler = (request: Request, response: Response) => Promise<Answer>;

/** Sends an answer: objects as JSON, texts and bytes as they are. */
export const send = (response: Response, { status, body, headers = {} }: Answer): void => {
  response.status(status).set(headers);
  if (body === undefined) {
    response.end();
    return;
  }
  const isRaw = typeof body === 'string' || Buffer.isBuffer(body);
  if (!isRaw && !response.get('Content-Type')) response.type('application/json');
  response.send(isRaw ? body : JSON.stringify(body));
};

/** What goes wrong in a handler is a problem to its sender; what is no refusal is reported. */
export const answering =
  (report: (error: unknown) => void, handler: Handler): RequestHandler =>
  async (request, response) => {
    try {
      send(response, await handler(request, response));
    } catch (error) {
      if (!(error instanceof Refusal)) report(error);
      send(response, problem(refusalOf(error), keptOf(response)));
    }
  };

/** Where HTTP has words of its own for what the body is. */
const bodyProblems: Readonly<Record<string, readonly [Refusal, status?: number]>> = {
  'entity.too.large': [new Refusal('input.too_large', `the body is larger than allowed`)],
  'entity.parse.failed': [new Refusal('command.malformed', 'the body is no JSON')],
  'encoding.unsupported': [new Refusal('command.malformed', 'the body is compressed'), 415],
  'charset.unsupported': [new Refusal('command.malformed', 'the body is not UTF-8'), 415],
};

/** The end of the line for what Express and its parsers throw: never a stack, never a page. */
export const onError =
  (report: (error: unknown) => void) =>
  // biome-ignore lint/complexity/useMaxParams: by its four parameters Express knows a handler of errors
  (error: unknown, _request: Request, response: Response, _next: NextFunction): void => {
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const fields = typeof error === 'object' && error !== null ? (error as Readonly<Record<string, unknown>>) : {};
    const [refusal, status] = bodyProblems[String(fields['type'])] ?? [];
    const isTheirs = typeof fields['status'] === 'number' && fields['status'] < 500;
    const { requestId } = keptOf(response);
    if (refusal) send(response, problem(refusal.toBody(), { requestId, status }));
    else if (isTheirs)
      send(response, problem(new Refusal('command.malformed', 'the request cannot be read').toBody(), { requestId }));
    else {
      report(error);
      send(response, problem(refusalOf(error), { requestId }));
    }
  };

const hasBody = ({ headers }: Request): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** Reads the body; a media type that nobody asked for is not read at all. */
const bodyOf = ({ files, maxBytes }: Endpoint): readonly RequestHandler[] => {
  const parse = files
    ? express.raw({ type: [...files], limit: maxBytes ?? MAX_MESSAGE_BYTES, inflate: false })
    : express.json({ type: 'application/json', limit: MAX_MESSAGE_BYTES, inflate: false, strict: true });
  const expected = files ?? ['application/json'];
  const check: RequestHandler = (request, response, next) => {
    if (request.body !== undefined || !hasBody(request)) return next();
    const refusal = new Refusal('command.malformed', `the body is not ${expected.join(' or ')}`);
    const headers = { Accept: expected.join(', ') };
    send(response, problem(refusal.toBody(), { requestId: keptOf(response).requestId, status: 415, headers }));
  };
  return [parse, check];
};

/** A call of this café's own processes: its body is signed, so it is taken as it is. */
export const mountInternal = (router: Router, internal: Internal, report: (error: unknown) => void): void => {
  const handle = answering(report, (request, response) => {
    keptOf(response).route = '/internal/v1/:name';
    const body: unknown = request.body;
    const bytes = body instanceof Uint8Array ? body : new Uint8Array();
    return internal({ name: String(request.params['name']), headers: request.headers, body: bytes });
  });
  router.post('/internal/v1/:name', express.raw({ type: () => true, limit: MAX_CALL_BYTES, inflate: false }), handle);
};

const BEARER = /^Bearer ([\x21-\x7e]{1,4096})$/i;
const TOKEN_IN_QUERY = ['token', 'access_token', 'auth', 'authorization'];

/** The bearer token of a request. One in the address would stand in logs and histories, so it is refused (S4). */
const tokenOf = ({ headers, query }: Request): string | undefined => {
  const named = TOKEN_IN_QUERY.find((name) => Object.hasOwn(query, name));
  if (named !== undefined) throw new Refusal('auth.invalid', 'a token belongs into the header Authorization');
  const { authorization } = headers;
  if (authorization === undefined) return undefined;
  const [, token] = BEARER.exec(authorization) ?? [];
  if (token === undefined) throw new Refusal('auth.invalid', 'the header Authorization is no bearer token');
  return token;
};

const askedOf = (request: Request, response: Response, peer: Peer): Asked => ({
  params: request.params as Readonly<Record<string, string>>, // no path of ours has a wildcard, which would be a list
  query: request.query,
  body: request.body,
  requestId: keptOf(response).requestId,
  peer,
  claims: peer.opener,
  header: (name) => request.get(name),
});

/** Who sends, whether they may send so much, then the body, then the handler: nothing is read for somebody who may not. */
export const mountEndpoint = (router: Router, endpoint: Endpoint, options: HttpOptions): void => {
  const { verify, limiters, report } = options;
  const peers = new WeakMap<Request, Peer>();
  const open: RequestHandler = async (request, response, next) => {
    const kept = keptOf(response);
    kept.route = `/api/v1${endpoint.path}`;
    try {
      const token = endpoint.token === 'none' ? undefined : tokenOf(request);
      const peer: Peer = { opener: token === undefined ? undefined : verify(token), address: kept.address };
      mustHaveToken(endpoint, peer.opener !== undefined);
      const limiter = peer.opener?.kind === 'guest' ? limiters.guest : limiters.staff;
      if (!endpoint.countedElsewhere) await limiter.consume(limitKeyOf(peer));
      peers.set(request, peer);
      next();
    } catch (error) {
      if (!(error instanceof Refusal)) report(error);
      send(response, problem(refusalOf(error), kept));
    }
  };
  const handle = answering(report, async (request, response) => {
    const peer = peers.get(request);
    if (!peer) throw new Error('a request came past its own beginning');
    return compressed(request, await endpoint.handle(askedOf(request, response, peer)));
  });
  const read = endpoint.method === 'POST' ? bodyOf(endpoint) : [];
  router[endpoint.method === 'GET' ? 'get' : 'post'](endpoint.path, open, ...read, handle);
};

/** Paths that say more come before paths with a parameter in the same place. */
const specific = ({ path }: Endpoint): string => path.replaceAll(/:[A-Za-z]+/g, '~');

/** Mounts every endpoint; any other method on one of their paths is told which ones there are. */
export const mountAll = (router: Router, endpoints: readonly Endpoint[], options: HttpOptions): void => {
  const sorted = endpoints.toSorted((one, other) => (specific(one) < specific(other) ? -1 : 1));
  for (const endpoint of sorted) mountEndpoint(router, endpoint, options);
  for (const path of new Set(sorted.map((endpoint) => endpoint.path))) {
    const methods = sorted.filter((endpoint) => endpoint.path === path).map(({ method }) => method);
    const Allow = [...methods, ...(methods.includes('GET') ? ['HEAD'] : [])].join(', ');
    router.all(path, (_request, response) => {
      const refusal = new Refusal('command.unknown', `this path takes ${Allow}`, { remedy: `Use ${Allow}.` });
      send(
        response,
        problem(refusal.toBody(), { requestId: keptOf(response).requestId, status: 405, headers: { Allow } }),
      );
    });
  }
};
