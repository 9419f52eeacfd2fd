import { spawn } from 'node:child_process';

/**
 * Waits for a word on its input, or for the end of it. The end without a word means that the hub died: then the store is asked
 * to stop, and killed after ten seconds. The command line is compared first, because the pid may be another's by then.
 */
const SCRIPT = `
trap '' INT TERM HUP
read -r word && exit 0
args() { tr '\\0' ' ' < "/proc/$1/cmdline" 2>/dev/null || ps -o args= -p "$1" 2>/dev/null; }
args "$1" | grep -qF -- "$2" || exit 0
kill -TERM "$1" 2>/dev/null
tries=0
while kill -0 "$1" 2>/dev/null && [ "$tries" -lt 100 ]; do sleep 0.1; tries=$((tries + 1)); done
kill -KILL "$1" 2>/dev/null
`;

/**
 * Sets a watchdog on a process: a small shell of its own session that ends it when this process dies, SIGKILL included.
 * Returns what calls the watchdog off; call it when the process has ended.
 */
export const watch = (pid: number, inItsCommandLine: string): (() => void) => {
  const dog = spawn('/bin/sh', ['-c', SCRIPT, 'store-watchdog', String(pid), inItsCommandLine], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  dog.on('error', () => undefined); // without a shell the pid file alone finds an orphan, at the next start
  dog.stdin.on('error', () => undefined); // it was killed before us
  dog.unref();
  return () => void dog.stdin.end('done\n');
};
