/** What a browser keeps for a page, as JSON. */
export interface BrowserStorage {
  /** A browser may refuse (a private window, no space): then nothing is kept, and whoever asked goes on without. */
  keep(key: string, value: unknown): boolean;
  /** What was kept, as far as `parse` takes it: somebody else may have written it, or an older page. */
  kept<Value>(key: string, parse: (value: unknown) => Value | undefined): Value | undefined;
  forget(key: string): void;
}

/** @param place asked for each time: a browser that gives none throws */
const storageIn = (place: () => Storage): BrowserStorage => ({
  keep(key, value) {
    try {
      place().setItem(key, JSON.stringify(value));
      return true;
    } catch {
      return false; // said by the answer
    }
  },
  kept(key, parse) {
    try {
      const text = place().getItem(key);
      return text === null ? undefined : parse(JSON.parse(text));
    } catch {
      return undefined; // unreadable is as good as none
    }
  },
  forget(key) {
    try {
      place().removeItem(key);
    } catch {
      // A browser that keeps nothing has nothing to forget.
    }
  },
});

/** Between two visits, for all tabs. */
export const { keep, kept, forget } = storageIn(() => localStorage);

/** Of one tab, over a reload: gone with the tab, and no other tab sees it. */
export const inTab = storageIn(() => sessionStorage);

/** Fields of whatever it is; of what has none, none. */
export const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};
