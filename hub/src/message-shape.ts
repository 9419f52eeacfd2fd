import { Refusal } from '@cafe/services/kernel';

/** How deep a message may nest: 5,000 brackets in 10 KB end a default Socket.IO process when it echoes them (S18). */
const MAX_DEPTH = 8;
/** How many keys one object of a message may have (S18). */
const MAX_KEYS = 200;
/** Keys by which a careless merge would reach a prototype (S15). */
const FORBIDDEN: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

const refuse = (what: string): never => {
  throw new Refusal('command.malformed', what);
};

const check = (value: unknown, depth: number): void => {
  if (typeof value !== 'object' || value === null) return;
  if (depth > MAX_DEPTH) refuse(`the message is nested deeper than ${MAX_DEPTH}`);
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) refuse('binary is not accepted');
  if (Array.isArray(value)) {
    for (const item of value) check(item, depth + 1);
    return;
  }
  const keys = Object.keys(value);
  if (keys.length > MAX_KEYS) refuse(`an object of the message has more than ${MAX_KEYS} keys`);
  for (const key of keys) {
    if (FORBIDDEN.has(key)) refuse(`the key ${key} is not accepted`);
  }
  for (const inner of Object.values(value)) check(inner, depth + 1);
};

/**
 * Looks at a message before anything else does: depth, number of keys, binary, and the keys that reach a prototype.
 *
 * @throws {Refusal} `command.malformed`
 */
export const checkShape = (raw: unknown): void => check(raw, 1);
