import type { DomainEvent } from '@cafe/contract';
import { initialStore, type StoreState } from '@cafe/contract/folds';

type StoreConfigured = Extract<DomainEvent, { type: 'store.configured' }>;

/** What anybody may know of a store; the rest is between its staff. */
const PUBLIC = ['name', 'currency', 'timeZone', 'languages', 'guestMode'] as const;

const pick = <T extends object, K extends keyof T>(from: T, keys: readonly K[]): Pick<T, K> =>
  // Object.fromEntries forgets the keys' types; they are those of the list.
  Object.fromEntries(keys.filter((key) => Object.hasOwn(from, key)).map((key) => [key, from[key]])) as Pick<T, K>;

/** A change of settings as the public sees it; undefined where nothing of it is public. */
export const redactStoreEvent = (event: StoreConfigured): DomainEvent | undefined => {
  const open = pick(event, PUBLIC);
  return Object.keys(open).length === 0 ? undefined : { type: 'store.configured', ...open };
};

/** The settings as the public sees them: the open ones, and shipped defaults in place of the rest. */
export const redactStore = (state: StoreState): StoreState => ({ ...initialStore, ...pick(state, PUBLIC) });
