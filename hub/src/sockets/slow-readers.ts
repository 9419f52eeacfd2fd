/** Above so many unsent bytes a socket gets no more commits, but the state of each stream once it drained. */
export const LAGGING_BYTES = 256 * 1024;
/** Above so many unsent bytes a socket is closed; it resumes by asking for what it missed. */
export const DROP_BYTES = 1024 * 1024;
/** For so long a socket may lag before it is closed, in milliseconds. */
export const DROP_AFTER_MS = 10_000;

/** What is to be done about one socket now. */
export type Verdict = 'fine' | 'pause' | 'paused' | 'resume' | 'drop';

export interface Reading {
  /** Bytes the hub has for the socket and could not send yet, its own `sync` answer not counted. */
  readonly unsentBytes: number;
  readonly nowMs: number;
}

/** Watches how one socket reads. Pure but for its own memory; the caller measures and acts. */
export const createSlowReaderWatch = () => {
  let laggingSince: number | undefined;
  return ({ unsentBytes, nowMs }: Reading): Verdict => {
    if (unsentBytes > DROP_BYTES) return 'drop';
    if (laggingSince === undefined) {
      if (unsentBytes <= LAGGING_BYTES) return 'fine';
      laggingSince = nowMs;
      return 'pause';
    }
    if (unsentBytes === 0) {
      laggingSince = undefined;
      return 'resume';
    }
    return nowMs - laggingSince > DROP_AFTER_MS ? 'drop' : 'paused';
  };
};
export type SlowReaderWatch = ReturnType<typeof createSlowReaderWatch>;
