import type { MenuCommand } from '@cafe/contract';
import { menuStream, stockStream } from '@cafe/contract/folds';
import type { Definition } from '../kernel/definition.ts';
import { deadlines } from './deadlines.ts';
import { decide } from './decide.ts';
import { MENU_READ_MODELS } from './store.ts';

export { exportMenu, type MenuFile } from './export.ts';
export {
  IMPORT_LIMITS,
  type MenuFormat,
  type MenuImport,
  type PlannedCommand,
  planImport,
} from './import.ts';
export type { ImportMistake } from './import-mistakes.ts';
export { proposeStock, type StockAnswer, type StockIntent, type StockProposal } from './propose.ts';
export { MENU_ROUTES } from './routes.ts';
export { connectMenuRows } from './store.ts';

/** The menu service's commands: what there is, what it costs, where it is made, whether it can be had. */
export const menuDefinition: Definition<MenuCommand> = {
  name: 'menu',
  owns: ['menu'],
  streamOf: (command, storeId) =>
    command.type === 'menu.setStock' ? stockStream(command.itemId) : menuStream(storeId),
  decide,
  deadlines,
  readModels: MENU_READ_MODELS,
};
