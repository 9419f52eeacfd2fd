import { CafeError, type SendOptions } from '@cafe/client-sdk';
import { toast } from '../ui/toast-list.ts';
import { reasonOf } from './refusal-words.ts';
import { overlay } from './screen.ts';
import { say } from './words.ts';

type Run<Done> = (options: Pick<SendOptions, 'approval'>) => Promise<Done>;

const sayNotDone = (what: string, thrown: unknown): void => {
  toast({ text: say('notDone', { what, reason: reasonOf(thrown) }), tone: 'bad', icon: 'alert', stays: true });
};

/** Asks another person to allow it; resolves with whether it was done. */
const withApproval = <Done>(what: string, run: Run<Done>): Promise<Done | undefined> =>
  new Promise((resolve) => {
    let done: Done | undefined;
    const before = overlay.peek();
    const runAndKeep: Run<void> = async (options) => {
      done = await run(options);
    };
    const ended = () => {
      overlay.value = before;
      resolve(done);
    };
    overlay.value = { kind: 'approve', approving: { what, run: runAndKeep, ended } };
  });

/**
 * Does what somebody asked for. Where the hub wants a second person's PIN, it is asked for; where it refuses, a toast says what
 * was not done and why, and stays. Resolves with the answer, or with undefined. It never rejects.
 */
export const attempt = async <Done>(what: string, run: Run<Done>): Promise<Done | undefined> => {
  try {
    return await run({});
  } catch (thrown) {
    if (thrown instanceof CafeError && thrown.code === 'actor.approval_required') return withApproval(what, run);
    sayNotDone(what, thrown);
    return undefined;
  }
};
