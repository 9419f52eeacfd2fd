import type { MenuCommand } from '@cafe/contract';
import { unreachable } from '@cafe/contract/folds';
import type { Change, Desk } from '../kernel/definition.ts';
import { setAvailability, setStock } from './decide-availability.ts';
import { saveCategory, saveStation, saveTaxRate } from './decide-catalogue.ts';
import { saveItem, saveModifierGroup } from './decide-items.ts';

/**
 * What a command does to the menu and the counts, or a Refusal. Pure.
 *
 * @see services/menu/RULES.md
 */
export const decide = (command: MenuCommand, desk: Desk): readonly Change[] => {
  switch (command.type) {
    case 'menu.saveCategory':
      return saveCategory(command, desk);
    case 'menu.saveItem':
      return saveItem(command, desk);
    case 'menu.saveModifierGroup':
      return saveModifierGroup(command, desk);
    case 'menu.saveTaxRate':
      return saveTaxRate(command, desk);
    case 'menu.saveStation':
      return saveStation(command, desk);
    case 'menu.setAvailability':
      return setAvailability(command, desk);
    case 'menu.setStock':
      return setStock(command, desk);
    default:
      return unreachable(command);
  }
};
