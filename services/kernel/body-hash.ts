import { createHash } from 'node:crypto';

/**
 * JSON with sorted keys and without undefined: the same text for the same command, whatever order its sender wrote it in.
 *
 * @param value plain JSON of bounded depth; the hub refuses deeper ones before
 */
export const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  // A non-null object that is no array: its own keys are all that is read.
  const fields = value as Readonly<Record<string, unknown>>;
  let text = '';
  for (const key of Object.keys(fields).sort()) {
    if (fields[key] === undefined) continue;
    text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${canonicalJson(fields[key])}`;
  }
  return `{${text}}`;
};

/** What a repeated command is compared by: the SHA-256 of the command alone, never of the approval beside it. */
export const bodyHashOf = (command: unknown): string =>
  createHash('sha256').update(canonicalJson(command)).digest('hex');
