import { hash } from 'node:crypto';

/** Text that JSON writes as it is. Testing for it is quicker than letting JSON look at each of the many ids of a command. */
const PLAIN = /^[\w .:-]*$/;

/**
 * JSON with sorted keys and without undefined: the same text for the same command, whatever order its sender wrote it in.
 *
 * @param value plain JSON of bounded depth; the hub refuses deeper ones before
 */
export const canonicalJson = (value: unknown): string => {
  if (typeof value === 'string') return PLAIN.test(value) ? `"${value}"` : JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return String(value ?? null);
  let text = '';
  if (Array.isArray(value)) {
    for (const item of value) text += text === '' ? canonicalJson(item) : `,${canonicalJson(item)}`;
    return `[${text}]`;
  }
  // A non-null object that is no array: its own keys are all that is read.
  const fields = value as Readonly<Record<string, unknown>>;
  for (const key of Object.keys(fields).sort()) {
    const field = fields[key];
    if (field !== undefined) text += `${text === '' ? '' : ','}${canonicalJson(key)}:${canonicalJson(field)}`;
  }
  return `{${text}}`;
};

/** What a repeated command is compared by: the SHA-256 of the command alone, never of the approval beside it. */
export const bodyHashOf = (command: unknown): string => hash('sha256', canonicalJson(command), 'hex');
