import { REFUSALS, type RefusalCode } from '@cafe/contract';
import * as z from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiResponsesObject } from 'zod-openapi';
import type { Endpoint } from '../http/endpoint.ts';
import { ALWAYS } from '../http/refusals-of.ts';
import { statusOf } from '../http/status.ts';
import { Problem } from '../http/views/receipt.ts';
import { VIEWS, WORDS } from './components.ts';
import { EXAMPLES } from './examples.ts';

const PROBLEM = 'application/problem+json';
const JSON_TYPE = 'application/json';

const KEY = z
  .string()
  .min(1)
  .max(128)
  .optional()
  .meta({ description: 'Sent again, a request with the same key has one effect and one answer. Any text, or a uuid.' });
const TAG = z.string().optional().meta({ description: 'The `ETag` one has: 304 if it is still the newest.' });

/** `/orders/:orderId` as OpenAPI writes it. */
export const openApiPath = (path: string): string => `/api/v1${path.replaceAll(/:([A-Za-z]+)/g, '{$1}')}`;

/** What a page sorts operations by: the first word of their path. */
const tagOf = ({ path }: Pick<Endpoint, 'path'>): string => path.split('/')[1] ?? '';

const operationId = ({ method, path }: Endpoint): string =>
  `${method.toLowerCase()}${path.replaceAll(/[/:-]+([A-Za-z])/g, (_, letter: string) => letter.toUpperCase())}`;

const statusesOf = (codes: readonly RefusalCode[]): ReadonlyMap<number, readonly RefusalCode[]> => {
  const byStatus = new Map<number, RefusalCode[]>();
  for (const code of codes) byStatus.set(statusOf(code), [...(byStatus.get(statusOf(code)) ?? []), code]);
  return byStatus;
};

const problemsOf = ({ refusals }: Endpoint): ZodOpenApiResponsesObject => {
  const all = [...new Set([...refusals, ...ALWAYS])];
  const responses: ZodOpenApiResponsesObject = {};
  for (const [status, codes] of statusesOf(all)) {
    const description = codes.toSorted().map((code) => `\`${code}\``);
    const [code] = codes;
    const example = code && { type: `/docs/refusals#${code}`, title: code, status, detail: '…', code, message: '…' };
    responses[`${status}` as '400'] = {
      description: description.join(', '),
      content: {
        [PROBLEM]: {
          schema: Problem,
          ...(example && code && { example: { ...example, ...REFUSALS[code], requestId: '…' } }),
        },
      },
    };
  }
  return responses;
};

const successOf = ({ response, produces, status, etag, summary, idempotent }: Endpoint): ZodOpenApiResponsesObject => {
  const headers = {
    ...((etag || idempotent) &&
      response && { ETag: { schema: { type: 'string' as const }, description: 'The version' } }),
    ...(status === 201 && {
      Location: { schema: { type: 'string' as const }, description: 'Where it is from now on' },
    }),
  };
  const files = Object.fromEntries((produces ?? []).map((type) => [type, { schema: { type: 'string' as const } }]));
  const content = response ? { [JSON_TYPE]: { schema: response } } : files;
  return {
    [`${status}` as '200']: { description: summary, headers, content },
    ...(etag && { '304': { description: 'It is still what `If-None-Match` names.' } }),
  };
};

const bodyOf = ({ method, path, body, files }: Endpoint): ZodOpenApiOperationObject['requestBody'] => {
  if (files) {
    const content = Object.fromEntries(files.map((type) => [type, { schema: { type: 'string' as const } }]));
    return { required: true, content };
  }
  if (!body) return undefined;
  const example = EXAMPLES[`${method} ${path}`];
  return {
    required: !body.safeParse({}).success,
    content: { [JSON_TYPE]: { schema: body, ...(example !== undefined && { example }) } },
  };
};

const securityOf = ({ token }: Endpoint): { bearer?: string[] }[] => {
  if (token === 'none') return [];
  return token === 'optional' ? [{}, { bearer: [] }] : [{ bearer: [] }];
};

const operationOf = (endpoint: Endpoint): ZodOpenApiOperationObject => {
  const { path, summary, description, params = {}, query = {}, idempotent, etag } = endpoint;
  const requestBody = bodyOf(endpoint);
  const header = { ...(idempotent && { 'Idempotency-Key': KEY }), ...(etag && { 'If-None-Match': TAG }) };
  return {
    operationId: operationId(endpoint),
    tags: [tagOf({ path })],
    summary,
    ...(description !== undefined && { description }),
    security: securityOf(endpoint),
    requestParams: { path: z.object(params), query: z.object(query), header: z.object(header) },
    ...(requestBody && { requestBody }),
    responses: { ...successOf(endpoint), ...problemsOf(endpoint) },
  };
};

const DESCRIPTION = `Everything that can be asked of the hub over HTTP. Amounts are in minor units: 450 is 4.50.

A command is answered when it is durable. Send an \`Idempotency-Key\`, and a repeat has one effect and one answer; without
one every request is a new command. What happens is heard live on a socket: see [the events](/docs/events). Every refusal is
\`application/problem+json\` with a \`code\` of [the table](/docs/refusals).`;

/** The OpenAPI 3.1 document of the endpoints that are mounted: made of the same data, so that it cannot say anything else. */
export const openApiOf = (endpoints: readonly Endpoint[], version: string): ReturnType<typeof createDocument> => {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const endpoint of endpoints) {
    const path = openApiPath(endpoint.path);
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operationOf(endpoint) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: { title: 'Café hub', version, description: DESCRIPTION, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: '/' }],
    tags: [...new Set(endpoints.map(tagOf))].toSorted().map((name) => ({ name })),
    paths,
    components: {
      schemas: { ...WORDS, ...VIEWS },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  });
};
