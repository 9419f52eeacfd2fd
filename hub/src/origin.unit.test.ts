import { expect, test } from '@jest/globals';
import { isOriginAllowed, ownOrigins } from './origin.ts';

const allowed = new Set(ownOrigins('https://cafe.example/', 3_000));

test.each(['https://cafe.example', 'http://localhost:3000', 'http://127.0.0.1:3000', undefined])(
  '[HUB-6] %s may come',
  (origin) => {
    expect(isOriginAllowed(origin, allowed)).toBe(true);
  },
);

test.each([
  'null',
  '',
  'https://evil.example',
  'https://cafe.example.evil',
  'https://evil-cafe.example',
  'http://cafe.example',
  'https://cafe.example:8443',
  'https://CAFE.example',
  'http://localhost:3001',
])('[HUB-6] %s is foreign', (origin) => {
  expect(isOriginAllowed(origin, allowed)).toBe(false);
});
