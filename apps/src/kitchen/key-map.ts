/** What keys do. `select1` to `select10` are the cards of a page, in the order in which one reads. */
export const ACTIONS = [
  'select1',
  'select2',
  'select3',
  'select4',
  'select5',
  'select6',
  'select7',
  'select8',
  'select9',
  'select10',
  'start',
  'bump',
  'recall',
  'previous',
  'next',
  'up',
  'down',
  'itemDone',
  'previousPage',
  'nextPage',
  'allDay',
  'sound',
  'help',
] as const;
export type Action = (typeof ACTIONS)[number];

/** The keys of each action, as `KeyboardEvent.key` names them; letters small. A bump bar by USB is a keyboard. */
export type KeyMap = Readonly<Record<Action, readonly string[]>>;

export const SHIPPED_KEYS: KeyMap = {
  select1: ['1'],
  select2: ['2'],
  select3: ['3'],
  select4: ['4'],
  select5: ['5'],
  select6: ['6'],
  select7: ['7'],
  select8: ['8'],
  select9: ['9'],
  select10: ['0'],
  start: ['t'],
  bump: ['Enter'],
  recall: ['Backspace', 'r'],
  previous: ['ArrowLeft'],
  next: ['ArrowRight'],
  up: ['ArrowUp'],
  down: ['ArrowDown'],
  itemDone: [' '],
  previousPage: ['PageUp'],
  nextPage: ['PageDown'],
  allDay: ['a'],
  sound: ['s'],
  help: ['?'],
};

/** A key as the map has it: a letter is the same with and without Shift. */
export const keyName = (key: string): string => (key.length === 1 ? key.toLowerCase() : key);

export const actionOf = (keys: KeyMap, key: string): Action | undefined =>
  ACTIONS.find((action) => keys[action].includes(keyName(key)));

/** Which card of the page an action is about, from 0; undefined for what is about none. */
export const cardOf = (action: Action): number | undefined => {
  const number = /^select(\d+)$/.exec(action)?.[1];
  return number === undefined ? undefined : Number(number) - 1;
};

/** The map with a key for an action, and for no other any more. */
export const rebound = (keys: KeyMap, action: Action, key: string): KeyMap => {
  const name = keyName(key);
  const without = ACTIONS.map((one) => [one, keys[one].filter((had) => had !== name)] as const);
  return { ...(Object.fromEntries(without) as unknown as KeyMap), [action]: [name] }; // every action, and no other
};

const MAX_KEYS = 4;
const isKey = (value: unknown): value is string => typeof value === 'string' && value.length > 0 && value.length < 24;

/** A map that was kept, as far as it can be read; the rest as shipped, but for keys that somebody gave to something else. */
export const parseKeys = (kept: Readonly<Record<string, unknown>>): KeyMap => {
  const given = new Set(Object.values(kept).flatMap((keys): unknown[] => (Array.isArray(keys) ? keys : [])));
  const read = ACTIONS.map((action) => {
    const keys = kept[action];
    if (Array.isArray(keys)) return [action, keys.filter(isKey).slice(0, MAX_KEYS)] as const;
    return [action, SHIPPED_KEYS[action].filter((key) => !given.has(key))] as const;
  });
  return Object.fromEntries(read) as unknown as KeyMap; // every action, and no other
};
