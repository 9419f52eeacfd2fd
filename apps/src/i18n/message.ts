/**
 * A text with `{slots}`, or one per plural category of the number in `{n}`; Intl.PluralRules says which. `other` is always there.
 */
export type Message = string | PluralMessage;
export type PluralMessage = Readonly<Partial<Record<Exclude<Intl.LDMLPluralRule, 'other'>, string>>> & {
  readonly other: string;
};
export type Messages = Readonly<Record<string, Message>>;

type SlotsIn<Text extends string> = Text extends `${string}{${infer Slot}}${infer Rest}` ? Slot | SlotsIn<Rest> : never;

/** The names between braces of a message; of a plural, `n` is always one. */
export type SlotsOf<Of extends Message> = Of extends string
  ? SlotsIn<Of>
  : Of extends PluralMessage
    ? SlotsIn<Of['other']> | 'n'
    : never;

/** What stands in the slots: numbers are written by the language, texts as they are. `n` is a number. */
export type SlotValues<Of extends Message> = {
  readonly [Slot in SlotsOf<Of>]: Slot extends 'n' ? number : string | number;
};

const SLOT = /\{(\w+)\}/g;

/** Characters that turn the writing round: a name that holds one is kept apart, or it would turn what follows. */
const TURNS = /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufefc]/;

const apart = (text: string, isTurned: boolean): string =>
  isTurned || TURNS.test(text) ? `\u2068${text}\u2069` : text;

export interface Written {
  /** BCP 47. */
  readonly locale: string;
  readonly isFromTheRight: boolean;
}

const PLURALS = new Map<string, Intl.PluralRules>();
const NUMBERS = new Map<string, Intl.NumberFormat>();

const kept = <Made>(made: Map<string, Made>, locale: string, make: () => Made): Made => {
  const known = made.get(locale) ?? make();
  made.set(locale, known);
  return known;
};

/** Which of a message's texts a number takes. */
export const pluralOf = (message: PluralMessage, n: number, locale: string): string =>
  message[kept(PLURALS, locale, () => new Intl.PluralRules(locale)).select(n)] ?? message.other;

/** The text of a message with its slots filled. Pure. */
export const fill = (message: Message, slots: Readonly<Record<string, string | number>>, how: Written): string => {
  const text = typeof message === 'string' ? message : pluralOf(message, Number(slots['n']), how.locale);
  return text.replaceAll(SLOT, (whole, name: string) => {
    const value = slots[name];
    if (value === undefined) return whole;
    if (typeof value === 'string') return apart(value, how.isFromTheRight);
    return kept(NUMBERS, how.locale, () => new Intl.NumberFormat(how.locale)).format(value);
  });
};
