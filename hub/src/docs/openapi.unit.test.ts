import { Command, REFUSALS } from '@cafe/contract';
import { describe, expect, test } from '@jest/globals';
import { EXAMPLES } from './examples.ts';
import { COMMANDS_WITHOUT_PATH, endpointsFor } from './given-endpoints.suite.ts';
import { openApiOf, openApiPath } from './openapi.ts';
import { type Json, lookUp, refsIn } from './schema-pointers.suite.ts';

const endpoints = endpointsFor();
// What goes out is JSON: what JSON leaves out is not in the document.
const document = JSON.parse(JSON.stringify(openApiOf(endpoints, '1.2.3')));
const operations = Object.entries(document.paths as Record<string, Record<string, Record<string, Json>>>).flatMap(
  ([path, item]) => Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
);

describe('the OpenAPI document', () => {
  test('[HTTP-23] describes every endpoint and nothing else', () => {
    const described = operations.map(({ path, method }) => `${method.toUpperCase()} ${path}`).toSorted();
    expect(described).toEqual(endpoints.map(({ method, path }) => `${method} ${openApiPath(path)}`).toSorted());
    expect(document.openapi).toBe('3.1.0');
  });

  test('[HTTP-23] every command has a path, but for those that only a service sends', () => {
    const text = JSON.stringify(endpoints.map(({ description }) => description));
    const without = Command.options
      .map((option) => option.shape.type.value)
      .filter((type) => !text.includes(`\`${type}\``));
    expect(without.toSorted()).toEqual(COMMANDS_WITHOUT_PATH);
  });

  test('[HTTP-23] every reference points to something, and every name is used once', () => {
    const dangling = refsIn(document).filter((ref) => lookUp(document, ref) === undefined);
    expect(dangling).toEqual([]);
    expect(refsIn(document).length).toBeGreaterThan(500);
    const ids = operations.map(({ operation }) => operation['operationId']);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  test('[HTTP-23] every operation says what it asks of its sender, and names each parameter of its path', () => {
    for (const { path, operation } of operations) {
      const named = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      const parameters = (operation['parameters'] ?? []) as { in: string; name: string; required?: boolean }[];
      const inPath = parameters.filter((parameter) => parameter.in === 'path');
      expect([path, inPath.map(({ name }) => name).toSorted()]).toEqual([path, named.toSorted()]);
      expect(inPath.every(({ required }) => required)).toBe(true);
      expect(Array.isArray(operation['security'])).toBe(true);
      expect(Object.keys(operation['responses'] as object)).toContain('500');
    }
  });

  test('[HTTP-23] a body has the fields of its command but those of the path, and no type', () => {
    const body = lookUp(
      document,
      '#/paths/~1api~1v1~1orders~1{orderId}~1lines/post/requestBody/content/application~1json/schema',
    );
    expect(body).toMatchObject({ additionalProperties: false, required: ['lines'] });
    expect(Object.keys((body as { properties: object }).properties)).toEqual(['lines', 'approval', 'session']);
  });

  test('[HTTP-23] every code of the table is somewhere in it, with its status', () => {
    const responses = JSON.stringify(operations.map(({ operation }) => operation['responses']));
    // What only a socket can be told, and what is said where there is no operation to describe (405).
    const elsewhere = ['client.outdated', 'sync.expired', 'command.unknown'];
    const missing = Object.keys(REFUSALS).filter((code) => !responses.includes(`\`${code}\``));
    expect(missing.filter((code) => !elsewhere.includes(code))).toEqual([]);
  });

  test('[HTTP-24] every example is read by its own schema, and belongs to an endpoint', () => {
    for (const [where, example] of Object.entries(EXAMPLES)) {
      const endpoint = endpoints.find(({ method, path }) => `${method} ${path}` === where);
      expect([where, endpoint?.body?.safeParse(example).error]).toEqual([where, undefined]);
      expect(endpoint).toBeDefined();
    }
  });
});
