/** Something that is said to whoever listens. */
export interface Announcing<Said> {
  /** Returns how to stop; the same function may listen twice. */
  on(listener: (said: Said) => void): () => void;
  say(said: Said): void;
}

export const createAnnouncing = <Said>(): Announcing<Said> => {
  const listeners = new Set<(said: Said) => void>();
  return {
    on(listener) {
      const own = (said: Said) => listener(said);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    say(said) {
      for (const listener of [...listeners]) listener(said);
    },
  };
};
