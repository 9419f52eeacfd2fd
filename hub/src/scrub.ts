/** Names of fields whose values nobody may read in a log. */
const SECRET_NAME =
  /^(authorization|cookie|set-cookie|approval|auth|pin|current|password|passphrase|pepper|secret|secretHash|nextHash|token|accessToken|refreshToken|code|jwtKeys|pinPepper|tablePinKey|metricsToken|[A-Z_]*(KEYS?|PEPPER|TOKEN|SECRET|URI))$/i;
const MASK = '[secret]';
/** Deeper things are named, not shown: nothing the hub logs is that deep. */
const MAX_DEPTH = 6;
const MAX_TEXT = 4_000;

/** What gives a secret away inside a text: tokens, bearer headers, tokens in addresses, passwords in addresses. */
const IN_TEXT: readonly (readonly [RegExp, string])[] = [
  [/\beyJ[\w-]{5,}\.[\w-]+\.[\w-]*/g, MASK],
  [/\bBearer\s+[^\s"',]+/gi, `Bearer ${MASK}`],
  [/([?&](?:access_)?(?:token|auth|secret|pin|password)=)[^&\s"']+/gi, `$1${MASK}`],
  [/(\b[a-z][a-z0-9+.-]*:\/\/)[^/\s@]+@/gi, `$1${MASK}@`],
];

const scrubText = (text: string): string => {
  const short = text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
  return IN_TEXT.reduce((scrubbed, [pattern, mask]) => scrubbed.replace(pattern, mask), short);
};

const scrubError = (error: Error, depth: number): Record<string, unknown> => {
  // Only what is known to be harmless: an error of the driver carries whole documents.
  const { name, message, stack, cause } = error;
  const code: unknown = 'code' in error ? error.code : undefined;
  return {
    type: name,
    message: scrubText(message),
    ...(stack !== undefined && { stack: scrubText(stack) }),
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    ...(cause !== undefined && { cause: scrub(cause, depth + 1) }),
  };
};

/** A value as it may stand in a log: secrets masked by name and by look, errors without what hangs on them. */
export const scrub = (value: unknown, depth = 0): unknown => {
  if (typeof value === 'string') return scrubText(value);
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? String(value) : value;
  if (depth > MAX_DEPTH) return '[deep]';
  if (value instanceof Error) return scrubError(value, depth);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (value instanceof Date) return value;
  if (Array.isArray(value)) return value.map((item) => scrub(item, depth + 1));
  return scrubFields(value, depth);
};

const scrubFields = (value: object, depth: number): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      // A refusal's `code` and an event's are words of ours; an enrolment code is not.
      const isWord = name === 'code' && typeof inner === 'string' && /^[a-z]+\.[a-z_]+$/.test(inner);
      return [name, SECRET_NAME.test(name) && !isWord && typeof inner !== 'number' ? MASK : scrub(inner, depth + 1)];
    }),
  );
