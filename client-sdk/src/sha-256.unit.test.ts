import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sha256Hex } from './ids.ts';
import { sha256 } from './sha-256.ts';

test('[SDK-43] the hash in plain code is SHA-256, for every message', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (message) => {
      expect(Buffer.from(sha256(message)).toString('hex')).toBe(createHash('sha256').update(message).digest('hex'));
    }),
    { numRuns: 500 },
  );
});

test('[SDK-43] a page without a secure context hashes its secrets all the same', async () => {
  const { crypto } = globalThis;
  // What a browser leaves of `crypto` on a page that came over plain HTTP.
  const plain = { getRandomValues: crypto.getRandomValues.bind(crypto) };
  Object.defineProperty(globalThis, 'crypto', { configurable: true, value: plain });
  try {
    expect(await sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  } finally {
    Object.defineProperty(globalThis, 'crypto', { configurable: true, value: crypto });
  }
});
