import type { Base, CommitsFrame, Part } from '@cafe/contract';

/** Collects what one tick produces for each room and sends it as one frame. */
export interface Frames {
  add(room: string, entry: Part | Base): void;
  /** Sends what is collected now, in order. */
  flush(): void;
  /** Runs a function as soon as all that is collected now is sent: at once, where that is nothing. */
  whenSent(run: () => void): void;
}

export interface FramesOptions {
  readonly send: (room: string, frame: CommitsFrame) => void;
  /** Runs a function once the present tick is over: `setImmediate` outside of tests. */
  readonly afterTick: (run: () => void) => void;
}

export const createFrames = ({ send, afterTick }: FramesOptions): Frames => {
  let collected = new Map<string, (Part | Base)[]>();
  let waiting: (() => void)[] = [];
  const flush = () => {
    const frames = collected;
    const after = waiting;
    collected = new Map();
    waiting = [];
    for (const [room, frame] of frames) send(room, frame);
    for (const run of after) run();
  };
  return {
    add(room, entry) {
      if (collected.size === 0) afterTick(flush);
      const frame = collected.get(room);
      if (frame) frame.push(entry);
      else collected.set(room, [entry]);
    },
    flush,
    whenSent(run) {
      if (collected.size === 0) run();
      else waiting.push(run);
    },
  };
};
