import { isRefusalCode } from '@cafe/contract';
import { isApprovable, PERMISSIONS } from '@cafe/contract/folds';
import { expect, test } from '@jest/globals';
import { mistakesInExamples } from './doc-examples.ts';
import { docstrings, type Member, membersOf } from './docstrings.ts';
import { textOf } from './source-facts.ts';
import { thrownRefusals } from './thrown-refusals.ts';

const codesIn = (text: string): string[] =>
  [...text.matchAll(/`((?!details)[a-z]+\.[a-z_]+)`/g)].map(([, code = '']) => code);

/** The methods of commands: `cafe.orders.open`, `cafe.catalogue.saveItem`, … */
const METHODS = membersOf(/^(?!Management)\w+Commands$/);
const WORDS: Readonly<Record<string, string>> = {
  OrderCommands: 'order',
  CartCommands: 'order',
  KitchenCommands: 'order',
  GuestCommands: 'guest',
  PaymentCommands: 'payment',
};
const commandOf = ({ owner, name, typeText }: Member): string =>
  /^Change<'(.+)'>$/.exec(typeText)?.[1] ?? `${WORDS[owner]}.${name}`;

/** What the menu says of a line: a round answers it for that line alone, in `refused`. */
const OF_A_LINE = ['menu.not_found', 'menu.sold_out', 'menu.variant_required', 'menu.invalid_modifiers'];
/** What stands in the code behind a command, and does not come of it. */
const NEVER: Readonly<Record<string, readonly string[]>> = {
  'order.send': OF_A_LINE,
  'order.approveLines': OF_A_LINE,
  'payment.takeCash': ['payment.invalid_transition'], // the table of steps has cash go from created to captured
};

test('[SDK-79] the method of every command says when it is done, what it is refused with, and shows an example', () => {
  const isWhole = ({ text, ownerText, typeText, throws, examples }: Member) =>
    throws !== '' &&
    examples.length > 0 &&
    (/resolve|HTTP/.test(`${text} ${ownerText}`) || typeText.startsWith('Change<'));
  expect(METHODS.filter((method) => !isWhole(method)).map(({ owner, name }) => `${owner}.${name}`)).toEqual([]);
  expect(METHODS.length).toBeGreaterThan(38);
});

test('[SDK-79] it names every code that the rules refuse the command with, and no other', () => {
  const thrownBy = thrownRefusals();
  const common = new Set(membersOf(/^Cafe$/).flatMap(({ name, throws }) => (name === 'send' ? codesIn(throws) : [])));
  const offences = METHODS.filter(({ name }) => name !== 'list').map((method) => {
    const command = commandOf(method);
    const thrown = [...thrownBy(command)].filter((code) => !NEVER[command]?.includes(code));
    const real = new Set<string>([...thrown, ...(isApprovable(command) ? ['actor.approval_required'] : [])]);
    const named = new Set(codesIn(method.throws));
    return {
      command,
      missing: [...real].filter((code) => !named.has(code) && !common.has(code)),
      untrue: [...named].filter((code) => !real.has(code) && !common.has(code)),
    };
  });
  expect(offences.filter(({ missing, untrue }) => missing.length + untrue.length > 0)).toEqual([]);
  expect(common).toContain('actor.forbidden');
  expect(thrownBy('order.open')).toContain('floor.table_taken'); // through two files
});

test('[SDK-79] every code that a docstring of the SDK names is one of the hub or of the SDK', () => {
  const own = new Set(
    [...textOf('client-sdk/src/cafe-error.ts').matchAll(/'(client\.\w+)': \{/g)].map(([, code]) => code),
  );
  const words = new Set(
    ['client', ...Object.keys(PERMISSIONS), ...METHODS.map(commandOf)].map((one) => one.split('.')[0]),
  );
  for (const word of ['auth', 'actor', 'command', 'hub', 'input', 'line', 'sync', 'table']) words.add(word);
  const isKnown = (code: string) => isRefusalCode(code) || own.has(code) || Object.hasOwn(PERMISSIONS, code);
  const unknown = docstrings().flatMap(({ path, text }) =>
    codesIn(text)
      .filter((code) => words.has(code.split('.')[0]) && !isKnown(code))
      .map((code) => `${path}: ${code}`),
  );
  expect(unknown).toEqual([]);
  expect(own.size).toBeGreaterThan(10);
});

test('[SDK-79] every example in a docstring compiles', () => {
  expect(mistakesInExamples(docstrings())).toEqual([]);
  const broken = { path: 'client-sdk/src/cafe.ts', text: '', throws: '', examples: ['await cafe.orders.opn({});'] };
  expect(mistakesInExamples([broken])).toHaveLength(1);
}, 120_000);
