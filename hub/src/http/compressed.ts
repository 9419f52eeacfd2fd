import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Request } from 'express';
import type { Answer } from './endpoint.ts';

/** Below this an answer fits into a packet anyway. Bytes. */
const THRESHOLD_BYTES = 1_024;

const compress = promisify(gzip);

/**
 * What is read, compressed for whoever takes that: a menu is a fifth of its size on a phone's slow network. What answers a
 * POST may hold a secret beside what its sender chose, and its length would tell of it (BREACH): that stays as it is.
 */
export const compressed = async (
  request: Pick<Request, 'method' | 'acceptsEncodings'>,
  answer: Answer,
): Promise<Answer> => {
  const { status, body, headers = {} } = answer;
  if (request.method !== 'GET' || typeof body !== 'object' || Buffer.isBuffer(body)) return answer;
  const text = JSON.stringify(body);
  const vary = [headers['Vary'], 'Accept-Encoding'].filter((one) => one !== undefined).join(', ');
  const plain = {
    status,
    body: text,
    headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers, Vary: vary },
  };
  if (Buffer.byteLength(text) < THRESHOLD_BYTES || request.acceptsEncodings('gzip') === false) return plain;
  return { ...plain, body: await compress(text), headers: { ...plain.headers, 'Content-Encoding': 'gzip' } };
};
