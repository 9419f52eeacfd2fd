import type { Command, StoreId } from '@cafe/contract';
import { floorCommands } from './demo-floor.ts';
import { demoIds } from './demo-ids.ts';
import { menuCommands } from './demo-menu.ts';
import { type DemoPerson, peopleCommands, peopleOf } from './demo-people.ts';

export type { DemoPerson } from './demo-people.ts';

/**
 * The demo café as commands, to be sent one after another by the service itself to an empty store: settings, people, menu,
 * floors and tables. Pure: ids are uuid v5 of the store and what a thing is called, so a second seeding of the same store
 * is the same commands.
 */
export const demoCommands = (storeId: StoreId): readonly Command[] => {
  const ids = demoIds(storeId);
  return [
    {
      type: 'store.configure',
      name: 'Café am Fluss',
      currency: 'EUR',
      timeZone: 'Europe/Berlin',
      dayStart: '04:00',
      languages: ['en', 'de'],
      guestMode: 'approve_first',
    },
    ...peopleCommands(ids),
    ...menuCommands(ids),
    ...floorCommands(ids),
  ];
};

/** Who works in the demo café, with PINs and passwords to be set and printed. Never outside a demo. */
export const demoPeople = (storeId: StoreId): readonly DemoPerson[] => peopleOf(demoIds(storeId));
