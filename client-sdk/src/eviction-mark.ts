/** What was in the outbox, written where a browser that clears a site's databases leaves it. */
export interface Marked {
  /** How much this device ever kept. */
  readonly sequence: number;
  /** How much of it was not answered yet. */
  readonly waiting: number;
}

export interface EvictionMark {
  read(): Marked | undefined;
  write(marked: Marked): void;
}

/** 400 days: the longest that browsers grant. */
const MAX_AGE_S = 400 * 24 * 3_600;

/**
 * A mark in a cookie: not part of what is evicted for want of space, which takes all databases of a site at once. A cookie
 * is on the disk some time after it was set, so a mark may be missing or old; one that says too much cannot be.
 */
export const evictionMark = (name: string): EvictionMark => {
  const key = `cafe_outbox_${encodeURIComponent(name).replaceAll(/[^\w-]/g, '_')}`;
  // A worker has no document, and no cookies.
  const page = globalThis.document as Document | undefined;
  return {
    read() {
      const [, sequence, waiting] = new RegExp(`(?:^|; )${key}=(\\d+)\\.(\\d+)`).exec(page?.cookie ?? '') ?? [];
      return sequence === undefined ? undefined : { sequence: Number(sequence), waiting: Number(waiting) };
    },
    write({ sequence, waiting }) {
      if (page) page.cookie = `${key}=${sequence}.${waiting}; Path=/; SameSite=Strict; Max-Age=${MAX_AGE_S}`;
    },
  };
};
