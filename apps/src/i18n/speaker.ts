import { direction, language, locale } from './language.ts';
import { PSEUDO_RTL, type Written } from './languages.ts';
import { fill, type Message, type Messages, type SlotsOf, type SlotValues } from './message.ts';

/** The same keys in another language. What stands in the slots is compared by a test. */
export type Translated<English extends Messages> = Readonly<Record<keyof English, Message>>;

export type Say<English extends Messages> = <Key extends keyof English>(
  key: Key,
  ...slots: [SlotsOf<English[Key]>] extends [never] ? [] : [SlotValues<English[Key]>]
) => string;

const fromTheRight = (text: string): string => `\u202e${text}\u202c`;

/**
 * How a page speaks: `say('key', { slots })` is the text in the present language. Called while a component is drawn, the
 * component is drawn anew when the language changes.
 *
 * @example
 * export const say = speaker({ en: TERMINAL_EN, de: TERMINAL_DE });
 * say('guests', { n: 3 }); // 3 guests
 */
export const speaker = <const English extends Messages>(
  texts: { readonly en: English } & Readonly<Record<Exclude<Written, 'en'>, Translated<English>>>,
): Say<English> => {
  const speak = (key: keyof English, slots: Readonly<Record<string, string | number>> = {}): string => {
    const now = language.value;
    const how = { locale: locale.value, isFromTheRight: direction.value === 'rtl' };
    const of = (one: Written): Message => texts[one][key] ?? String(key);
    if (now !== PSEUDO_RTL) return fill(of(now), slots, how);
    return fromTheRight(fill(of('en'), slots, { ...how, locale: 'en' }));
  };
  return speak as Say<English>; // the tuple of slots is the compiler's affair: here it is an object or none
};
