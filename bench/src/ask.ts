import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** Answers to requests over a child's IPC channel: each gets one. */
type Answer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string };

/** A child process of ours that answers one request after another. */
export interface Helper {
  readonly child: ChildProcess;
  /** Resolves with the child's answer; rejects when it failed there or the child ended first. One at a time. */
  ask<Value>(request: unknown): Promise<Value>;
  /** Asks the process to end and resolves when it has; kills it after 10 s. */
  stop(): Promise<void>;
}

const STOP_PATIENCE_MS = 10_000;

const stopChild = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const hurry = setTimeout(() => child.kill('SIGKILL'), STOP_PATIENCE_MS);
  await ended;
  clearTimeout(hurry);
};

const isAnswer = (message: unknown): message is Answer =>
  typeof message === 'object' && message !== null && 'ok' in message;

const askChild = (child: ChildProcess, request: unknown): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const forget = () => {
      child.off('message', read);
      child.off('exit', ended);
    };
    const ended = (code: number | null) => {
      forget();
      reject(new Error(`${child.spawnargs.join(' ')} ended with ${code} before it answered`));
    };
    const read = (message: unknown) => {
      if (!isAnswer(message)) return;
      forget();
      if (message.ok) resolve(message.value);
      else reject(new Error(message.message));
    };
    child.on('message', read);
    child.on('exit', ended);
    child.send({ request });
  });

/** Starts a module of ours (beside this one, or by its full path) in a process of its own. Its output is passed through. */
export const forkHelper = (module: string, options: Parameters<typeof fork>[2] = {}): Helper => {
  const child = fork(new URL(module, import.meta.url), [], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced', // NaN and undefined survive
    ...options,
  });
  return {
    child,
    // The two ends are files of this workspace; the type is that of the request's handler.
    ask: <Value>(request: unknown) => askChild(child, request) as Promise<Value>,
    stop: () => stopChild(child),
  };
};

/** The child's end: answers each request of the parent with what `handle` makes of it, failures included. */
export const answerParent = <Request>(handle: (request: Request) => Promise<unknown>): void => {
  process.on('message', async (message: unknown) => {
    if (typeof message !== 'object' || message === null || !('request' in message)) return;
    try {
      // Sent by our own parent, which is typed; see `ask`.
      process.send?.({ ok: true, value: await handle(message.request as Request) });
    } catch (error) {
      process.send?.({ ok: false, message: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    }
  });
  process.on('disconnect', () => process.exit(0)); // the parent died: nobody is left to measure for
};
