import { expect, test } from '@jest/globals';
import { createHasher } from './password-hash.ts';
import { pepperedPin, secretHashOf } from './secret-hash.ts';

const hasher = createHasher();

test('[USR-20] knows the secret again, and nothing else', async () => {
  const hashed = await hasher.hash('correct horse battery');
  expect(hashed).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await hasher.matches(hashed, 'correct horse battery')).toBe(true);
  expect(await hasher.matches(hashed, 'correct horse batterz')).toBe(false);
});

test('[USR-20] where there is nothing to compare with it is never right', async () => {
  expect(await hasher.matches(undefined, '')).toBe(false);
  expect(await hasher.matches(undefined, 'anything')).toBe(false);
});

test('[USR-25] a PIN is keyed with the pepper and bound to its person; a secret is hashed as the text it is', () => {
  const all = [
    pepperedPin('pepper', 'ana', '284617'),
    pepperedPin('salt', 'ana', '284617'),
    pepperedPin('pepper', 'ben', '284617'),
  ];
  expect(new Set(all).size).toBe(3);
  expect(secretHashOf('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'); // FIPS 180-4
});
