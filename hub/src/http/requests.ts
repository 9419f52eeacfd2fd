import type { StoreId } from '@cafe/contract';
import { Refusal, type RequestRoute } from '@cafe/services/kernel';
import * as z from 'zod';
import { malformed } from '../execute.ts';
import { checkShape } from '../message-shape.ts';
import { type Answer, type Asked, type Endpoint, paramsIn } from './endpoint.ts';
import { membersOf } from './members.ts';
import { WITH_TOKEN } from './refusals-of.ts';

/** What a request that is no command needs of the hub. */
export interface RequestPorts {
  readonly storeId: StoreId;
  readonly now: () => Date;
}

const handler =
  ({ request, handle, method }: RequestRoute, { storeId, now }: RequestPorts) =>
  async (asked: Asked): Promise<Answer> => {
    const { claims, params, query, peer } = asked;
    const members = method === 'GET' ? query : membersOf(asked);
    checkShape(members);
    const parsed = request.safeParse({ ...members, ...params });
    if (!parsed.success) throw malformed(parsed.error.issues);
    const context = { storeId, address: peer.address, at: now().toISOString(), ...(claims && { claims }) };
    const body = await handle(parsed.data, context);
    // What is answered may be a token: nobody keeps it.
    return { status: 200, body, headers: { 'Cache-Control': 'no-store' } };
  };

const shapeOf = (schema: z.ZodType): Readonly<Record<string, z.ZodType>> =>
  schema instanceof z.ZodObject ? (schema.shape as Record<string, z.ZodType>) : {};

/** A service's request as an endpoint. */
export const requestEndpoint = (route: RequestRoute, ports: RequestPorts): Endpoint => {
  const { method, path, summary, token, response } = route;
  const body: Record<string, z.ZodType> = { ...shapeOf(route.request) };
  const params: Record<string, z.ZodType> = {};
  for (const name of paramsIn(path)) {
    const schema = body[name];
    if (!schema) throw new Error(`${path} names ${name}, and its request has no such field`);
    params[name] = schema;
    delete body[name];
  }
  return {
    method,
    path,
    summary,
    token,
    params,
    ...(method === 'GET' ? { query: body } : { body: z.strictObject(body) }),
    response,
    status: 200,
    refusals: [
      ...(token === 'none' ? [] : WITH_TOKEN),
      ...(path.startsWith('/auth/')
        ? (['auth.invalid', 'auth.wrong_credentials', 'auth.locked', 'auth.revoked'] as const)
        : []),
    ],
    handle: handler(route, ports),
  };
};

/** @throws {Refusal} `auth.required` */
export const mustHaveToken = ({ token }: Pick<Endpoint, 'token'>, hasToken: boolean): void => {
  if (token === 'required' && !hasToken) throw new Refusal('auth.required', 'this asks for an access token');
};
