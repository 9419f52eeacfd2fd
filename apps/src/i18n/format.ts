import { minorUnitDigits } from '@cafe/client-sdk';
import { locale } from './language.ts';

const MADE = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat | Intl.ListFormat>();

/** Formatters are slow to make: each is made once. */
const kept = <Formatter extends Intl.NumberFormat | Intl.DateTimeFormat | Intl.ListFormat>(
  what: string,
  make: (locale: string) => Formatter,
): Formatter => {
  const key = `${locale.value} ${what}`;
  const known = MADE.get(key) ?? make(locale.value);
  MADE.set(key, known);
  return known as Formatter; // under this key stands what this very maker made
};

/** An amount in minor units, as its people write it: 1250 EUR is €12.50, or 12,50 €. */
export const money = (minor: number, currency: string): string => {
  const digits = minorUnitDigits(currency);
  const format = kept(`money ${currency}`, (tag) => new Intl.NumberFormat(tag, { style: 'currency', currency }));
  return format.format(minor / 10 ** digits);
};

/** The amount without its sign, for columns whose head names the currency. */
export const amount = (minor: number, currency: string): string => {
  const digits = minorUnitDigits(currency);
  const fraction = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return kept(`amount ${digits}`, (tag) => new Intl.NumberFormat(tag, fraction)).format(minor / 10 ** digits);
};

export const count = (value: number): string => kept('count', (tag) => new Intl.NumberFormat(tag)).format(value);

/** The time of day, hours and minutes, of a moment as the hub writes it or in milliseconds. */
export const timeOfDay = (moment: string | number): string => {
  const short = { hour: '2-digit', minute: '2-digit' } as const;
  return kept('time', (tag) => new Intl.DateTimeFormat(tag, short)).format(new Date(moment));
};

/** How long something takes: 0:07, 12:30, 1:05:09. The same in every language, as a clock is. */
export const duration = (seconds: number): string => {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (part: number) => String(part).padStart(2, '0');
  const [hours, minutes, rest] = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60, whole % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
};

/** For how long something has been so, read in passing: 5 min, and from an hour on 1:20 h. A part of a minute is none. */
export const age = (seconds: number): string => {
  const minutes = Math.max(0, Math.floor(seconds / 60));
  if (minutes >= 60) return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')} h`;
  const short = { style: 'unit', unit: 'minute', unitDisplay: 'short' } as const;
  return kept('minutes', (tag) => new Intl.NumberFormat(tag, short)).format(minutes);
};

/** One, two and three. */
export const listOf = (parts: readonly string[]): string =>
  kept('list', (tag) => new Intl.ListFormat(tag, { type: 'conjunction' })).format(parts);

/** A share of one: 0.19 is 19 %, with the digits it needs. */
export const percent = (share: number): string =>
  kept('percent', (tag) => new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 2 })).format(share);
