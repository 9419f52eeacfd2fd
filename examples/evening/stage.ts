import { styleText } from 'node:util';
import { type Readable, when } from '@cafe/client-sdk';

type Colour = 'cyan' | 'yellow' | 'green' | 'magenta';

/** One of those who see something, in a colour of their own. */
export interface Seer {
  readonly name: string;
  readonly colour: Colour;
}

/** Where the evening is shown: what is done, and what each sees of it at that moment. */
export interface Stage {
  /** A heading: what happens next. */
  act(title: string): void;
  /** What somebody sees now. */
  sees(who: Seer, what: string): void;
  /**
   * Waits until somebody sees what is expected, and resolves with what was found.
   *
   * @throws {Error} who did not see what, after the patience is over
   */
  expect<Value, Found>(
    who: Seer,
    what: string,
    seen: { readonly in: Readable<Value>; find(value: Value): Found | undefined | false },
  ): Promise<Found>;
  /** Everybody's figures are the same. @throws {Error} whose are not */
  equal(what: string, figures: Readonly<Record<string, number>>): void;
  /** How many expectations were met. */
  met(): number;
}

const WIDTH = 10;

/** A colour only where somebody looks: not in a file, not in a pipe. */
const painted = (colour: Colour | 'bold' | 'dim', text: string): string =>
  process.stdout.isTTY ? styleText(colour, text) : text;

export const createStage = (patienceMs: number): Stage => {
  const startedAt = performance.now();
  let acts = 0;
  let met = 0;
  const clock = () => `${((performance.now() - startedAt) / 1_000).toFixed(3).padStart(7)} s`;
  const line = (who: string, text: string) => console.log(`${painted('dim', clock())}  ${who}  ${text}`);
  return {
    act(title) {
      acts += 1;
      console.log(`\n${painted('bold', `${acts}. ${title}`)}`);
    },
    sees: (who, what) => line(painted(who.colour, who.name.padEnd(WIDTH)), what),
    async expect(who, what, { in: readable, find }) {
      try {
        const found = await when(readable, find, { timeoutMs: patienceMs });
        met += 1;
        return found;
      } catch (cause) {
        throw new Error(`${who.name} did not see this: ${what}`, { cause });
      }
    },
    equal(what, figures) {
      const said = Object.entries(figures).map(([who, figure]) => `${who} ${figure}`);
      if (new Set(Object.values(figures)).size !== 1) throw new Error(`${what} differs: ${said.join(', ')}`);
      met += 1;
    },
    met: () => met,
  };
};
