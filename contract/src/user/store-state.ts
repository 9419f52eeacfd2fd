import type { EventMeta } from '../fold.ts';
import type { RoundingMode } from '../money/rounding.ts';
import type { TaxRounding } from '../money/tax.ts';
import type { ServiceCharge } from '../money/totals.ts';
import type { MinorUnits } from '../scalars.ts';
import { unreachable } from '../unreachable.ts';
import type { StoreEvent } from './events.ts';
import type { GuestMode } from './settings.ts';

/** A store's settings in force. */
export interface StoreState {
  readonly name: string;
  /** ISO 4217. */
  readonly currency: string;
  /** A zone of the IANA database. */
  readonly timeZone: string;
  /** When a business day begins, `HH:MM` in that zone. */
  readonly dayStart: string;
  /** BCP 47, at least one; the first is the store's own. */
  readonly languages: readonly string[];
  readonly rounding: RoundingMode;
  readonly taxRounding: TaxRounding;
  /** Absent: none. */
  readonly serviceCharge?: ServiceCharge;
  /** The smallest coin, in minor units; 1 rounds nothing. */
  readonly cashRounding: MinorUnits;
  readonly guestMode: GuestMode;
  readonly guestsPerTable: number;
  /** Lines one guest may have on an order before staff are asked. */
  readonly guestMaxLines: number;
  /** What a guest's order may come to unpaid, in minor units, before staff are asked. */
  readonly guestMaxUnpaid: MinorUnits;
  /** Whether lines of admitted guests wait for staff too. */
  readonly approveGuestLines: boolean;
  /** Whether an order may close with lines the kitchen still has. */
  readonly closeWithUnserved: boolean;
}

/** The shipped defaults: what holds until the store says otherwise. */
export const initialStore: StoreState = {
  name: 'Café',
  currency: 'EUR',
  timeZone: 'UTC',
  dayStart: '04:00',
  languages: ['en'],
  rounding: 'half_away',
  taxRounding: 'per_group',
  cashRounding: 1,
  guestMode: 'approve_first',
  guestsPerTable: 12,
  guestMaxLines: 60,
  guestMaxUnpaid: 50_000,
  approveGuestLines: false,
  closeWithUnserved: false,
};

/** What the event names, without what it leaves open: `undefined` must not overwrite a setting. */
const named = <T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  // Object.fromEntries forgets the keys' types; the entries left are those whose value is not undefined.
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };

/** Pure: the store's settings after an event. */
export const evolveStore = (state: StoreState, event: StoreEvent, _meta: EventMeta): StoreState => {
  switch (event.type) {
    case 'store.configured': {
      const { type: _, serviceCharge, ...settings } = event;
      const { serviceCharge: before, ...rest } = state;
      const charge = serviceCharge === undefined ? before : (serviceCharge ?? undefined);
      return { ...rest, ...named(settings), ...(charge && { serviceCharge: charge }) };
    }
    default:
      return unreachable(event.type);
  }
};
