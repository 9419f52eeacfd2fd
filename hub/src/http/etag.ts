import type { Answer, Asked } from './endpoint.ts';

/** A version as an entity tag: a weak one, for the same state may travel compressed or not (RFC 9110 §8.8.3.3). */
export const etagOf = (version: number): string => `W/"${version}"`;

const weak = (tag: string): string => tag.replace(/^(?=")/, 'W/');

/** Whether `If-None-Match` names a tag: compared weakly, as RFC 9110 §13.1.2 asks of it. */
const isNamed = (header: string | undefined, tag: string): boolean =>
  header?.split(',').some((one) => one.trim() === '*' || weak(one.trim()) === tag) === true;

/**
 * An answer that a client may keep: with the version as its tag, and without a body (304) where the client has it already.
 * What somebody sees depends on who asks, so nobody in between may keep it.
 */
export const versioned = ({ header }: Asked, version: number, body: unknown): Answer => {
  const tag = etagOf(version);
  const headers = { ETag: tag, 'Cache-Control': 'private, no-cache', Vary: 'Authorization' };
  return isNamed(header('if-none-match'), tag) ? { status: 304, headers } : { status: 200, body, headers };
};
