import type { SaveItem } from '@cafe/contract';

export type Allergen = SaveItem['allergens'][number];
export type Diet = SaveItem['diets'][number];

/**
 * How Germany taxes it (Umsatzsteuergesetz § 12, as of 2026): food 7 % wherever it is eaten, drinks 19 %; a drink of at
 * least three quarters milk is food as soon as it is taken away.
 */
export type TaxKind = 'food' | 'drink' | 'milk_drink';

export type StationName = 'Bar' | 'Kitchen' | 'Pastry';

export type GroupName =
  | 'Milk'
  | 'Coffee extras'
  | 'Sugar and syrup'
  | 'Ice and lemon'
  | 'Eggs'
  | 'Bread'
  | 'Breakfast extras'
  | 'Dressing'
  | 'Sandwich extras'
  | 'Cake extras';

/** An item of the demo café. Prices are in cents, tax included. */
export interface DemoItem {
  readonly name: string;
  readonly description: string;
  /** One price, or one for each size. */
  readonly price: number | Readonly<Record<string, number>>;
  readonly tax: TaxKind;
  readonly groups?: readonly GroupName[];
  readonly allergens?: readonly Allergen[];
  readonly diets?: readonly Diet[];
  /** Where it is made, if not where its category says. */
  readonly stations?: readonly StationName[];
}

export interface DemoCategory {
  readonly name: string;
  readonly colour: string;
  readonly icon: string;
  readonly station: StationName;
  /** The first digit of its items' PLUs. */
  readonly plu: number;
  readonly items: readonly DemoItem[];
}
