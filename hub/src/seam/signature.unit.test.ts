import { describe, expect, test } from '@jest/globals';
import { createCallCheck, isAnswerSigned, SIGNED_FOR_MS, signAnswer, signCall } from './signature.ts';

const KEY = 'the key of this café’s own processes';
const NOW = Date.parse('2026-11-26T12:00:00.000Z');
const NONCE = '018f2b6a-0000-7000-8000-000000000001';
const call = { name: 'command', nonce: NONCE, body: '{"id":1}' };

const refused = (run: () => unknown): string => {
  try {
    run();
    return 'taken';
  } catch (error) {
    return (error as { code: string }).code; // a refusal, or the comparison with its code fails
  }
};

describe('a signed call', () => {
  test('[SEAM-1] is known by its key, whatever else comes with it', () => {
    const check = createCallCheck(KEY, () => NOW);
    expect(check({ ...signCall(KEY, call, NOW), host: 'x' }, call)).toEqual({ nonce: NONCE });
  });

  test.each([
    ['has no signature', {}, call],
    ['is signed with another key', signCall('another key', call, NOW), call],
    ['has another body', signCall(KEY, call, NOW), { ...call, body: '{"id":2}' }],
    ['is another call', signCall(KEY, call, NOW), { ...call, name: 'approve' }],
    ['has another number', { ...signCall(KEY, call, NOW), 'cafe-nonce': NONCE.replace('1', '2') }, call],
    ['has another time', { ...signCall(KEY, call, NOW), 'cafe-time': String(NOW + 1) }, call],
    ['is too old', signCall(KEY, call, NOW - SIGNED_FOR_MS - 1), call],
    ['is from the future', signCall(KEY, call, NOW + SIGNED_FOR_MS + 1), call],
    ['has a signature that is none', { ...signCall(KEY, call, NOW), 'cafe-signature': 'x' }, call],
  ])('[SEAM-1] is refused when it %s', (_why, headers, given) => {
    expect(refused(() => createCallCheck(KEY, () => NOW)(headers, given))).toBe('auth.invalid');
  });

  test('[SEAM-1] is taken once, for as long as its time would be believed', () => {
    let now = NOW;
    const check = createCallCheck(KEY, () => now);
    const signed = signCall(KEY, call, NOW);
    expect(check(signed, call)).toEqual({ nonce: NONCE });
    expect(refused(() => check(signed, call))).toBe('auth.invalid');
    now = NOW + SIGNED_FOR_MS;
    expect(refused(() => check(signed, call))).toBe('auth.invalid');
    now = NOW + 3 * SIGNED_FOR_MS; // forgotten by then, and too old
    expect(refused(() => check(signed, call))).toBe('auth.invalid');
  });
});

test('[SEAM-2] an answer is signed for its call, and for no other', () => {
  const answer = { nonce: NONCE, body: '{"ok":true}' };
  expect(isAnswerSigned(KEY, answer, signAnswer(KEY, answer))).toBe(true);
  expect(isAnswerSigned(KEY, { ...answer, body: '{}' }, signAnswer(KEY, answer))).toBe(false);
  expect(isAnswerSigned(KEY, { ...answer, nonce: NONCE.replace('1', '2') }, signAnswer(KEY, answer))).toBe(false);
  expect(isAnswerSigned(KEY, answer, signAnswer('another key', answer))).toBe(false);
  expect(isAnswerSigned(KEY, answer, undefined)).toBe(false);
});
