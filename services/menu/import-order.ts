import type { MenuCommand } from '@cafe/contract';
import type { MenuState } from '@cafe/contract/folds';

/**
 * When a save can be made, smaller first: what is named before what names it, the new default station before the old one
 * gives up, what is taken out of use after what used it. What is archived and new comes early, because archived items
 * name it; nothing live can.
 */
export const rankOf = (command: MenuCommand, menu: MenuState): number => {
  switch (command.type) {
    case 'menu.saveStation':
      return command.isDefault ? 0 : 1;
    case 'menu.saveTaxRate':
      return 2;
    case 'menu.saveCategory': {
      const leaves = command.archived === true && menu.categories[command.categoryId] !== undefined;
      const below = command.parentId !== undefined;
      if (leaves) return below ? 7 : 8;
      return below ? 4 : 3;
    }
    case 'menu.saveModifierGroup':
      return command.archived === true && menu.modifierGroups[command.modifierGroupId] !== undefined ? 9 : 5;
    case 'menu.saveItem':
    case 'menu.setAvailability':
    case 'menu.setStock':
      return 6;
  }
};
