import { given } from '../kernel/given.ts';
import { decide } from './decide.ts';
import { savesOfMenu, storeId } from './menu-fixture.suite.ts';

/** A store without a menu. */
export const nothing = given(decide, storeId);

/** A store with the menu of the fixture, saved by its own commands. */
export const menu = savesOfMenu.reduce((past, command) => {
  const changes = past.when(command);
  if (typeof changes === 'string') throw new Error(`${command.type} was refused: ${changes}`);
  return past.after(changes);
}, nothing);
