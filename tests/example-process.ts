import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** A program that goes on until it is stopped, and what it has printed. */
export interface ExampleProcess {
  /** Resolves with what matched when the program has printed that; rejects when it ends before. */
  printed(what: RegExp): Promise<RegExpExecArray>;
  type(line: string): void;
  stop(): Promise<void>;
}

/** Starts a program of Node's. */
export const startExample = (args: readonly string[], env: Readonly<Record<string, string>> = {}): ExampleProcess => {
  const child = spawn(process.execPath, args, { env: { ...process.env, ...env } });
  const exited = once(child, 'exit');
  let said = '';
  const lookers = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      said += chunk;
      for (const look of [...lookers]) look();
    });
  }
  return {
    printed: (what) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = what.exec(said);
          if (!found) return;
          lookers.delete(look);
          resolve(found);
        };
        lookers.add(look);
        exited.then(() => reject(new Error(`it ended and had not printed ${what}:\n${said}`)));
        look();
      }),
    type: (line) => void child.stdin.write(`${line}\n`),
    async stop() {
      child.kill();
      await exited;
    },
  };
};
