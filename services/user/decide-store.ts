import type { CommandOf, StoreEvent } from '@cafe/contract';
import { floorStream, isCurrency, type StoreState, storeStream } from '@cafe/contract/folds';
import type { Change, Desk } from '../kernel/definition.ts';
import { Refusal } from '../kernel/refusal.ts';
import { isTimeZone } from './time-zone.ts';

type Configure = CommandOf<'store.configure'>;

const invalid = (setting: string, message: string): Refusal =>
  new Refusal('store.invalid_setting', message, { details: { setting } });

/** [USR-3] the settings mean something: a zone that exists, a currency people pay with, each language once */
const check = ({ currency, timeZone, languages }: Configure): void => {
  if (currency !== undefined && !isCurrency(currency)) throw invalid('currency', `${currency} is not a currency`);
  if (timeZone !== undefined && !isTimeZone(timeZone)) throw invalid('timeZone', `${timeZone} is not a time zone`);
  if (languages && new Set(languages).size < languages.length) throw invalid('languages', 'a language is named twice');
};

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The named settings that differ from those in force; `serviceCharge: null` and no charge are the same. */
const changed = ({ type: _, ...settings }: Configure, state: StoreState): Omit<StoreEvent, 'type'> =>
  Object.fromEntries(
    Object.entries(settings).filter(
      // Keys of the command's settings are keys of the state, or serviceCharge, which the state may lack.
      ([key, value]) => value !== undefined && !isSame(value, state[key as keyof StoreState] ?? null),
    ),
  );

/** [USR-1] changes what is named and differs · [USR-2] the currency is fixed once an order was opened */
export const configure = (command: Configure, desk: Desk): readonly Change[] => {
  check(command);
  const stream = storeStream(desk.storeId);
  const state = desk.state(stream);
  const settings = changed(command, state);
  if (Object.keys(settings).length === 0) return [];
  if (settings.currency !== undefined && desk.fact(floorStream(desk.storeId)).everOpened) {
    throw new Refusal('store.currency_fixed', `orders were opened in ${state.currency}`, {
      details: { currency: state.currency },
    });
  }
  return [{ stream, events: [{ type: 'store.configured', ...settings }] }];
};
