import type { MenuCommand } from '@cafe/contract';
import { initialMenu, type MenuState, menuStream } from '@cafe/contract/folds';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import Papa from 'papaparse';
import { Refusal } from '../kernel/refusal.ts';
import { exportMenu } from './export.ts';
import { menu, nothing } from './given-menu.suite.ts';
import { IMPORT_LIMITS, type MenuFormat, type MenuImport, planImport } from './import.ts';
import type { ImportMistake } from './import-mistakes.ts';
import {
  cake,
  cakes,
  coffee,
  large,
  latte,
  milk,
  saveCake,
  saveCoffee,
  saveLatte,
  saveMilk,
  savesOfMenu,
  storeId,
} from './menu-fixture.suite.ts';

const stream = menuStream(storeId);
/** For tests of much: they take a second, and several on a machine that does other things too. */
const SLOW_MS = 30_000;
const importId = '00000000-0000-4000-8000-00000000beef';
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const file = (text: string, format: MenuFormat = 'csv'): MenuImport => {
  return { importId, storeId, format, bytes: encode(text), currency: 'EUR' };
};
const full = menu.state(stream);

const after = (past: typeof menu, commands: readonly MenuCommand[]) =>
  commands.reduce((before, command) => {
    const changes = before.when(command);
    if (typeof changes === 'string') throw new Error(`${command.type}: ${changes}`);
    return before.after(changes);
  }, past);
const imported = (past: typeof menu, request: MenuImport) => {
  return after(
    past,
    planImport(request, past.state(stream)).map(({ command }) => command),
  ).state(stream);
};
const refusalOf = (request: MenuImport, state: MenuState = full): Refusal => {
  try {
    planImport(request, state);
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('the import was not refused');
};
const mistakesOf = (text: string, state: MenuState = full, format: MenuFormat = 'csv') => {
  const { code, details } = refusalOf(file(text, format), state);
  expect(code).toBe('menu.import_invalid');
  return details?.['mistakes'] as readonly ImportMistake[]; // what refuseMistakes put there
};

describe('what was exported, imported again', () => {
  const archivedToo = after(menu, [
    { ...saveCake, archived: true, description: 'Baked,\r\n"slowly"' },
    { ...saveCoffee, parentId: cakes, colour: '#aa5500', icon: 'cup', name: '=Coffee; "best"' },
  ]).state(stream);

  test.each(['json', 'csv'] as const)('[MEN-25] gives the same menu in an empty store, as %s', (format) => {
    for (const state of [full, archivedToo]) {
      expect(imported(nothing, file(exportMenu(state, format, 'EUR').text, format))).toEqual(state);
    }
  });

  test.each(['json', 'csv'] as const)('[MEN-25] changes nothing in the same store, as %s', (format) => {
    const planned = planImport(file(exportMenu(full, format, 'EUR').text, format), full);
    expect(planned.length).toBe(10);
    for (const { command } of planned) expect(menu.when(command)).toEqual([]);
  });

  test.each([
    { currency: 'JPY', text: '"350"' },
    { currency: 'KWD', text: '0.350' },
  ])('[MEN-25] has its amounts in the currency of the store: $currency', ({ currency, text }) => {
    const csv = exportMenu(full, 'csv', currency).text;
    expect(csv).toContain(`variant,Small,${text.replaceAll('"', '')},`);
    const request = { ...file(csv), currency };
    expect(
      after(
        nothing,
        planImport(request, initialMenu).map(({ command }) => command),
      ).state(stream),
    ).toEqual(full);
  });

  test('[MEN-25] is recognised by names where a file has no ids', () => {
    const csv = exportMenu(full, 'csv', 'EUR').text;
    const withoutIds = csv.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '');
    expect(imported(menu, file(withoutIds))).toEqual(full);
  });

  test('[MEN-25] puts live things before those that are taken out of use, whatever their order in the file', () => {
    const lists = JSON.parse(exportMenu(full, 'json', 'EUR').text);
    lists.categories[1].archived = true;
    lists.modifierGroups[0].archived = true;
    lists.items[0] = { ...lists.items[0], modifierGroupIds: [], categoryId: coffee };
    lists.items[1] = { ...lists.items[1], categoryId: coffee };
    lists.stations = [
      { ...lists.stations[0], isDefault: false },
      { ...lists.stations[1], isDefault: true },
    ];
    const state = imported(menu, file(JSON.stringify(lists), 'json'));
    expect([state.categories[cakes]?.archived, state.modifierGroups[milk]?.archived]).toEqual([true, true]);
  });
});

/** Text with all that a spreadsheet, a CSV or a list could stumble over. */
const text = (maxLength: number) =>
  fc
    .array(fc.oneof(fc.constantFrom(...'=+-@\t\r\n\0\'",; |\uFEFF'), fc.string({ unit: 'grapheme', maxLength: 3 })), {
      minLength: 1,
      maxLength: 12,
    })
    .map((parts) => parts.join(''))
    .filter((name) => name !== '' && name.length <= maxLength);

test.each(['json', 'csv'] as const)(
  '[MEN-25] whatever names, notes and numbers say, as %s',
  (format) => {
    const names = fc.array(text(80), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(names, text(500), fc.nat({ max: 9_999 }), (called, description, number) => {
        let next = 0;
        const name = () => called[next++ % called.length] ?? 'x';
        const renamed = savesOfMenu.map((save) => {
          const own = { ...save, name: name() };
          if ('options' in own) return { ...own, options: own.options.map((option) => ({ ...option, name: name() })) };
          if ('variants' in own) {
            return {
              ...own,
              description,
              sort: number,
              variants: own.variants?.map((each) => ({ ...each, name: name() })),
            };
          }
          return 'ratePpm' in own ? { ...own, ratePpm: number } : own;
        });
        const state = after(nothing, renamed as never).state(stream);
        const csv = exportMenu(state, format, 'EUR').text;
        expect(imported(nothing, file(csv, format))).toEqual(state);
        expect(imported(menu, file(csv, format))).toEqual(state);
      }),
      { numRuns: 200 },
    );
  },
  SLOW_MS,
);

describe('cells', () => {
  test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '\0x', "'=1", '=1,"2"'])(
    '[MEN-28] %j is no formula in a spreadsheet, and the same after an import',
    (name) => {
      const state = after(menu, [{ ...saveCake, name, description: name }]).state(stream);
      const csv = exportMenu(state, 'csv', 'EUR').text;
      const cells = Papa.parse<string[]>(csv.slice(1)).data.flat();
      expect(cells.filter((cell) => /^[=+\-@\t\r\0]/.test(cell))).toEqual([]);
      expect(cells.filter((cell) => cell === `'${name}`)).toHaveLength(2);
      expect(imported(nothing, file(csv))).toEqual(state);
    },
  );

  test('[MEN-28] are quoted and ended as RFC 4180 says', () => {
    const csv = exportMenu(after(menu, [{ ...saveCake, name: 'a,"b"\r\nc' }]).state(stream), 'csv', 'EUR').text;
    expect(csv).toContain('\r\nitem,"a,""b""\r\nc",4.90,');
    expect(csv.endsWith('\r\n')).toBe(true);
  });
});

describe('a plain list of items', () => {
  test('[MEN-25] leaves what it does not speak of as it is', () => {
    const state = imported(menu, file('category;name;price\nCoffee;Latte;3,60\nCakes;Cheesecake;5'));
    expect(state.items[latte]).toEqual({ ...full.items[latte], price: 360 });
    expect(state.items[cake]).toEqual({ ...full.items[cake], price: 500 });
  });

  test('[MEN-25] clears what an empty cell stands for', () => {
    const state = imported(menu, file('name,plu,description\nLatte,,'));
    expect(state.items[latte]).not.toHaveProperty('plu');
    expect(state.items[latte]).not.toHaveProperty('description');
  });

  test('[MEN-25] has the variants whose rows it has, once it has kinds', () => {
    const state = imported(menu, file('kind,name,price\nitem,Latte,3.50\nvariant,Large,4.40'));
    expect(state.items[latte]?.variants).toEqual([{ variantId: large, name: 'Large', price: 440 }]);
    expect(imported(menu, file('kind,name\nitem,Latte')).items[latte]).not.toHaveProperty('variants');
  });

  test('[MEN-27] makes what is new under ids that follow from the import', () => {
    const request = file('category,name,price,tax\nCoffee,Espresso,2.20,VAT 19 %');
    const [one] = planImport(request, full);
    const [again] = planImport(request, full);
    expect(one).toEqual(again);
    const { importId: _, ...rest } = request;
    expect(planImport({ ...rest, importId: storeId }, full)[0]?.command).not.toEqual(one?.command);
  });
});

describe('a file with mistakes', () => {
  test('[MEN-26] has them all named at once, each with its row', () => {
    const csv = [
      'kind,name,price,category,groups,tax,allergens,stations,archived,rate,included',
      'item,Tea,1.234,Coffee,,VAT 19 %,,,,,',
      'item,,2.00,Coffee,,VAT 19 %,,,,,',
      'item,Water,2.00,Nowhere,Nothing,VAT 19 %,sand,,maybe,,',
      'drink,Juice,2.00,Coffee,,VAT 19 %,,,,,',
      'variant,Large,2.00,,,,,,,,',
      'item,Mate,2.00,Coffee,,,,,,,',
      'tax,Rate,,,,,,,,abc,yes',
      'option,Loose,1,,,,,,,,',
    ].join('\n');
    expect(mistakesOf(csv)).toEqual(
      expect.arrayContaining([
        { row: 2, field: 'price', message: '"1.234" is not a price with at most 2 digits after the point' },
        { row: 3, field: 'name', message: 'the name is missing' },
        { row: 4, field: 'category', message: 'there is no category "Nowhere"' },
        { row: 4, field: 'groups', message: 'there is no modifier group "Nothing"' },
        { row: 4, field: 'archived', message: '"maybe" is not yes or no' },
        { row: 4, field: 'allergens', message: expect.stringContaining('Invalid option') },
        { row: 5, field: 'kind', message: expect.stringContaining('"drink" is none of') },
        { row: 7, field: 'tax', message: 'name a tax rate: there is not just one' },
        { row: 8, field: 'rate', message: '"abc" is not a percentage' },
        { row: 9, field: 'kind', message: 'the option does not stand below a group' },
      ]),
    );
  });

  test('[MEN-26] names the row of an option and of a variant', () => {
    const csv =
      'kind,name,price,allergens,category,tax\ngroup,Bread,,,,\noption,Rye,1,sand,,\nitem,Soup,,,Coffee,VAT 7 %\nvariant,Large,,,,';
    expect(mistakesOf(csv)).toMatchObject([
      { row: 3, field: 'allergens' },
      { row: 5, field: 'price' },
    ]);
  });

  test('[MEN-26] is held to the rules of the menu too, and what only names a wrong row is not at fault', () => {
    const csv = [
      'kind,name,min,max,each,price,category,groups,tax,plu',
      'group,Bread,5,2,1,,,,,',
      'option,Rye,,,,0,,,,',
      'item,Soup,,,,5.00,Coffee,Bread,VAT 7 %,',
      'item,Stew,,,,5.00,Coffee,,VAT 7 %,101',
    ].join('\n');
    expect(mistakesOf(csv)).toEqual([
      { row: 2, message: 'menu.invalid_group: Bread asks for 5 to 2 of at most 1' },
      { row: 5, message: 'menu.invalid_item: PLU 101 is Latte' },
    ]);
  });

  test('[MEN-26] says in its message where the first is and how many there are', () => {
    const { message } = refusalOf(file('name,price\nLatte,x\nTea,y'));
    expect(message).toMatch(/^row 2, price: "x" is not a price.*, and \d more$/);
  });

  test.each([
    {
      what: 'an unknown column',
      text: 'name,colr\nLatte,red',
      mistake: { row: 1, message: 'there is no column "colr"' },
    },
    { what: 'a column twice', text: 'name,name\nLatte,Latte', mistake: { row: 1, field: 'name' } },
    { what: 'a cell in no column', text: 'name\nLatte,3', mistake: { row: 2, message: '"3" stands in no column' } },
    { what: 'an open quote', text: 'name\n"Latte', mistake: { row: 2 } },
    { what: 'an id that is none', text: 'name,id\nLatte,7', mistake: { row: 2, field: 'id' } },
    { what: 'nothing in it', text: 'name', mistake: { message: 'there is nothing in it' } },
  ])('[MEN-26] is refused with $what', ({ text, mistake }) => {
    expect(mistakesOf(text)).toEqual(expect.arrayContaining([expect.objectContaining(mistake)]));
  });

  test('[MEN-26] is refused when it is not UTF-8', () => {
    const request = { ...file(''), bytes: new Uint8Array([0x6e, 0x61, 0x6d, 0x65, 0x0a, 0xe4]) };
    expect(refusalOf(request).message).toContain('UTF-8');
  });

  test.each([
    { what: 'no JSON', text: '{', mistake: { message: expect.stringContaining('not JSON') } },
    { what: 'another file', text: '[]', mistake: { message: expect.stringContaining('not a menu') } },
    {
      what: 'a list that is none',
      text: '{"format":"cafe-menu","version":1,"items":{}}',
      mistake: { field: 'items', message: 'this is not a list' },
    },
    {
      what: 'a list that is unknown',
      text: '{"format":"cafe-menu","version":1,"itmes":[]}',
      mistake: { field: 'itmes', message: 'there is no such list' },
    },
    {
      what: 'an entry that is none',
      text: '{"format":"cafe-menu","version":1,"items":[3]}',
      mistake: { entry: 'items[0]', message: 'this is not an object' },
    },
    {
      what: 'an entry with a key too many',
      text: JSON.stringify({ format: 'cafe-menu', version: 1, stations: [{ ...saveLatte, total: 1 }] }),
      mistake: { entry: 'stations[0]' },
    },
  ])('[MEN-26] is refused as JSON with $what', ({ text, mistake }) => {
    expect(mistakesOf(text, full, 'json')).toEqual(expect.arrayContaining([expect.objectContaining(mistake)]));
  });
});

describe('names', () => {
  test('[MEN-30] a name that several have is a mistake of the row that uses it', () => {
    const twice = after(menu, [
      {
        ...saveMilk,
        modifierGroupId: coffee as never,
        options: [{ ...saveMilk.options[0], modifierId: coffee } as never],
      },
    ]);
    expect(mistakesOf('name,groups\nLatte,Milk', twice.state(stream))).toEqual([
      { row: 2, field: 'groups', message: 'more than one modifier group is called "Milk"' },
    ]);
    expect(imported(twice, file(`name,groups\nLatte,${milk}`)).items[latte]?.modifierGroupIds).toEqual([milk]);
  });

  test('[MEN-30] a row whose name several have needs an id', () => {
    const twice = after(menu, [{ ...saveCake, itemId: coffee as never }]).state(stream);
    expect(mistakesOf('name,price\nCheesecake,5', twice)).toEqual([
      { row: 2, field: 'name', message: 'several are called "Cheesecake": state the id of the one you mean' },
    ]);
  });

  test('[MEN-30] a name that an archived thing has too is that of the live one', () => {
    const past = after(menu, [{ ...saveCake, itemId: coffee as never, archived: true }]);
    expect(imported(past, file('name,price\nCheesecake,5')).items[cake]?.price).toBe(500);
  });

  test('[MEN-30] the same thing in two rows is a mistake', () => {
    expect(mistakesOf('name,price\nLatte,3\nLatte,4')).toEqual([{ row: 3, message: 'this is the same as row 2' }]);
  });
});

describe('limits', () => {
  test('[MEN-29] a file of more than 5 MB, or of more than 2,000 entries, is refused before it is read further', () => {
    expect(refusalOf({ ...file(''), bytes: new Uint8Array(IMPORT_LIMITS.bytes + 1) }).code).toBe('input.too_large');
    const rows = Array.from({ length: IMPORT_LIMITS.entries + 1 }, (_, index) => `Thing ${index},1`);
    expect(refusalOf(file(['name,price', ...rows].join('\n'))).code).toBe('input.too_large');
    const options = 'option,Rye\n'.repeat(IMPORT_LIMITS.rows);
    expect(refusalOf(file(`kind,name\ngroup,Bread\n${options}`)).code).toBe('input.too_large');
  });

  test(
    '[MEN-29] 2,000 entries are read',
    () => {
      const rows = Array.from({ length: IMPORT_LIMITS.entries }, (_, index) => `Thing ${index},1,Coffee,VAT 7 %`);
      expect(planImport(file(['name,price,category,tax', ...rows].join('\n')), full)).toHaveLength(
        IMPORT_LIMITS.entries,
      );
    },
    SLOW_MS,
  );

  test(
    '[MEN-29] a file that fits and is full of mistakes is refused, not pondered',
    () => {
      const columns = 'x,'.repeat(1_000_000);
      expect(refusalOf(file(columns)).details).toMatchObject({ count: 1_000 });
      expect(mistakesOf(`name,allergens\nLatte,${'sand;'.repeat(500_000)}`)).toMatchObject([{ row: 2 }]);
      const allergens = Array.from({ length: 500_000 }, () => 'sand');
      const json = JSON.stringify({ format: 'cafe-menu', version: 1, items: [{ ...saveLatte, allergens }] });
      expect(mistakesOf(json, full, 'json')).toEqual([{ entry: 'items[0]', message: 'a list in it is too long' }]);
      expect(mistakesOf('['.repeat(2_000_000), full, 'json')).toMatchObject([
        { message: expect.stringContaining('JSON') },
      ]);
    },
    SLOW_MS,
  );
});
