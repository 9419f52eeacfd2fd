/**
 * What this browser keeps between two visits, as JSON. A browser may refuse (a private window, no space): then nothing is kept,
 * and whoever asked goes on without.
 */
export const keep = (key: string, value: unknown): boolean => {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false; // said by the answer
  }
};

/** What was kept, as far as `parse` takes it: somebody else may have written it, or an older page. */
export const kept = <Value>(key: string, parse: (value: unknown) => Value | undefined): Value | undefined => {
  try {
    const text = localStorage.getItem(key);
    return text === null ? undefined : parse(JSON.parse(text));
  } catch {
    return undefined; // unreadable is as good as none
  }
};

export const forget = (key: string): void => {
  try {
    localStorage.removeItem(key);
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
};

/** Fields of whatever it is; of what has none, none. */
export const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};
