import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

/** Asks a person at a terminal, or reads the next line where there is none. A `secret` is not echoed. */
export const createAsk = (input: NodeJS.ReadStream, output: NodeJS.WriteStream) => {
  let muted = false;
  const echo = new Writable({
    write(chunk, _encoding, done) {
      if (!muted) output.write(chunk);
      done();
    },
  });
  const lines = createInterface({ input, output: echo, terminal: input.isTTY });
  const pending: string[] = [];
  const waiting: ((line: string) => void)[] = [];
  // Lines that come before they are asked for, as from a pipe, are kept.
  lines.on('line', (line) => {
    const next = waiting.shift();
    if (next) next(line);
    else pending.push(line);
  });
  return {
    async line(question: string, { secret = false } = {}): Promise<string> {
      output.write(`${question}: `);
      muted = secret;
      const answer = pending.shift() ?? (await new Promise<string>((resolve) => waiting.push(resolve)));
      muted = false;
      output.write(secret || !input.isTTY ? '\n' : '');
      return answer.trim();
    },
    close: () => lines.close(),
  };
};
