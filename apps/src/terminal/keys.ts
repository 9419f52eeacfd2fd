import type { say } from './words.ts';

type Word = Parameters<typeof say>[0];

/** Where a key is pressed: on which screen. */
export type KeyPlace = 'anywhere' | 'floor' | 'order' | 'cash';

export interface Key {
  /** `KeyboardEvent.key`, letters small. */
  readonly key: string;
  /** As it stands on the keyboard. */
  readonly shown: string;
  readonly does: Extract<Word, `key${string}`>;
  /** Also while somebody types into a field. */
  readonly evenTyping?: true;
}

/** Every key of the terminal: what is pressed, what it does, and what the `?` overlay says of it. */
export const KEYS = {
  anywhere: {
    help: { key: '?', shown: '?', does: 'keyHelp' },
    lock: { key: 'F9', shown: 'F9', does: 'keyLock', evenTyping: true },
  },
  floor: {
    newOrder: { key: 'n', shown: 'N', does: 'keyNewOrder' },
    view: { key: 'v', shown: 'V', does: 'keyView' },
    next: { key: 'ArrowRight', shown: '→ ↓', does: 'keyNextTable' },
    previous: { key: 'ArrowLeft', shown: '← ↑', does: 'keyPreviousTable' },
  },
  order: {
    search: { key: '/', shown: '/', does: 'keySearch' },
    repeat: { key: '+', shown: '+', does: 'keyRepeat' },
    send: { key: 'F2', shown: 'F2', does: 'keySend', evenTyping: true },
    pay: { key: 'F4', shown: 'F4', does: 'keyPay', evenTyping: true },
    split: { key: 'F6', shown: 'F6', does: 'keySplit', evenTyping: true },
    serve: { key: 'F8', shown: 'F8', does: 'keyServe', evenTyping: true },
    next: { key: 'ArrowDown', shown: '↓', does: 'keyNextLine' },
    previous: { key: 'ArrowUp', shown: '↑', does: 'keyPreviousLine' },
    remove: { key: 'Delete', shown: 'Del', does: 'keyRemove' },
    back: { key: 'Escape', shown: 'Esc', does: 'keyBack' },
  },
  cash: {},
} as const satisfies Readonly<Record<KeyPlace, Readonly<Record<string, Key>>>>;

export type KeyAction<Place extends KeyPlace> = keyof (typeof KEYS)[Place] & string;

/** A pressed key, as far as it matters. */
export interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** What a pressed key means in a place; undefined: nothing there. Pure. */
export const actionOf = <Place extends KeyPlace>(
  place: Place,
  { key, ctrlKey, metaKey, altKey }: Pressed,
  isTyping: boolean,
): KeyAction<Place> | undefined => {
  if (ctrlKey || metaKey || altKey) return undefined;
  const wanted = key.length === 1 ? key.toLowerCase() : key;
  const here: Readonly<Record<string, Key>> = KEYS[place];
  const found = Object.entries(here).find(([, one]) => one.key === wanted && (!isTyping || one.evenTyping));
  return found?.[0] as KeyAction<Place> | undefined; // a key of that very table
};

/** Whether a key begins to type into the entry of the order screen: a letter or a digit, with nothing held down. Pure. */
export const beginsTyping = ({ key, ctrlKey, metaKey, altKey }: Pressed): boolean =>
  !ctrlKey && !metaKey && !altKey && /^[\p{L}\p{N}]$/u.test(key);
