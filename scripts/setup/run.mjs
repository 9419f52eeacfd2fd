import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { ROOT } from './root.mjs';

/** A command of the set-up failed. What it printed is the message. */
export class SetupFailed extends Error {
  name = 'SetupFailed';
}

/** Runs a command in the repository and resolves with what it printed. Rejects with {@link SetupFailed} when it fails. */
export const run = async (command, args) => {
  const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (printed += chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) throw new SetupFailed(`${printed.trim()}\n${[command, ...args].join(' ')} ended with ${code}`);
  return printed;
};
