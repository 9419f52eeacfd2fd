/** The network between the clients of a café in memory and its hub, in the hand of a test. */
export interface Network {
  /** Ends every connection; clients come back by themselves, in their own time. Answers how many there were. */
  cut(): number;
  /** From now on nothing gets through: every connection ends, and none comes about. */
  goDown(): void;
  /** From now on it works again. */
  comeUp(): void;
  /** Lets every message take so long each way, in milliseconds of the café's own time; 0 in the beginning. */
  delay(ms: number): void;
  /**
   * Decides of each message whether it gets through; undefined lets all of them through. A message that does not is lost
   * without a word, as on a bad Wi-Fi.
   */
  lose(loses: ((message: Message) => boolean) | undefined): void;
}

/** A message on its way. */
export interface Message {
  readonly towards: 'hub' | 'client';
  /** `command`, `sync`, `commits`, `heads`, …; the answer to one has its name. */
  readonly name: string;
  readonly body: unknown;
}

/** What carries messages. */
export interface Carrier {
  readonly isUp: () => boolean;
  /** Carries a message to its end, where it comes as a copy; one that is lost never arrives. */
  carry(message: Message, arrive: (body: unknown) => void): void;
  /** Is told of each connection, and answers how to say that it is over. */
  opened(end: () => void): () => void;
}

const copyOf = (body: unknown): unknown => (body === undefined ? undefined : JSON.parse(JSON.stringify(body)));

/** @param after runs something after so many milliseconds of the café's time */
export const createNetwork = (after: (ms: number, run: () => void) => unknown): Network & Carrier => {
  const open = new Set<() => void>();
  let isUp = true;
  let delayMs = 0;
  let isLost: (message: Message) => boolean = () => false;
  const cut = () => {
    const ends = [...open];
    for (const end of ends) end();
    return ends.length;
  };
  return {
    cut,
    goDown() {
      isUp = false;
      cut();
    },
    comeUp() {
      isUp = true;
    },
    delay(ms) {
      delayMs = ms;
    },
    lose(loses = () => false) {
      isLost = loses;
    },
    isUp: () => isUp,
    carry(message, arrive) {
      if (isLost(message)) return;
      const body = copyOf(message.body); // now: what its sender changes afterwards was not said
      if (delayMs > 0) after(delayMs, () => arrive(body));
      else setImmediate(() => arrive(body));
    },
    opened(end) {
      open.add(end);
      return () => void open.delete(end);
    },
  };
};
