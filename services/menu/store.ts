import type { StoreId } from '@cafe/contract';
import { type AnyState, kindOf, type MenuState, type StreamName } from '@cafe/contract/folds';
import { type Connection, Schema } from 'mongoose';
import type { ReadModel, Row } from '../kernel/definition.ts';

/** A stream's state is of its kind; no rows are made of another. */
const menuOf = (stream: StreamName, state: AnyState): MenuState | undefined =>
  kindOf(stream) === 'menu' ? (state as MenuState) : undefined;

/** `menuItems`: one row for each item, archived ones included, with its availability and whether it is counted. */
const menuItems: ReadModel<'menu'> = {
  collection: 'menuItems',
  kind: 'menu',
  rows: (stream, state): readonly Row[] =>
    Object.values(menuOf(stream, state)?.items ?? {}).map((item) => {
      const { itemId, archived = false, ...fields } = item;
      return { _id: itemId, source: item, fields: { ...fields, archived } };
    }),
};

/** `categories`: one row for each category, archived ones included. */
const categories: ReadModel<'menu'> = {
  collection: 'categories',
  kind: 'menu',
  rows: (stream, state): readonly Row[] =>
    Object.values(menuOf(stream, state)?.categories ?? {}).map((category) => {
      const { categoryId, archived = false, ...fields } = category;
      return { _id: categoryId, source: category, fields: { ...fields, archived } };
    }),
};

export const MENU_READ_MODELS: readonly ReadModel[] = [menuItems, categories];

// The kernel writes the rows; these schemas are for whoever reads them. Fields that are not named are read as they are.
const reading = { versionKey: false, autoIndex: false, autoCreate: false, strict: false } as const;
const rowShape = {
  _id: { type: String, required: true },
  storeId: { type: String, required: true },
  name: { type: String, required: true },
  sort: { type: Number, required: true },
  archived: { type: Boolean, required: true },
} as const;

interface CategoryRow {
  readonly _id: string;
  readonly storeId: string;
  readonly name: string;
  readonly sort: number;
  readonly archived: boolean;
}
interface MenuItemRow extends CategoryRow {
  readonly categoryId: string;
  readonly price: number;
}

const menuItemSchema = new Schema<MenuItemRow>(
  { ...rowShape, categoryId: { type: String, required: true }, price: { type: Number, required: true } },
  { ...reading, collection: menuItems.collection },
).index({ storeId: 1, categoryId: 1, sort: 1 });

const categorySchema = new Schema<CategoryRow>(rowShape, { ...reading, collection: categories.collection }).index({
  storeId: 1,
  sort: 1,
});

/** The menu's collections as models on a connection; call it once for a connection. Lists of one store, in menu order. */
export const connectMenuRows = (connection: Connection) => {
  const items = connection.model<MenuItemRow>('MenuItem', menuItemSchema);
  const groups = connection.model<CategoryRow>('Category', categorySchema);
  const order = { sort: 1, name: 1 } as const;
  return {
    /** Makes the indexes that the lists are served by; repeating it is safe. */
    async createIndexes(): Promise<void> {
      await items.createIndexes();
      await groups.createIndexes();
    },
    listItems: (storeId: StoreId) => items.find({ storeId }).sort(order).lean(),
    listCategories: (storeId: StoreId) => groups.find({ storeId }).sort(order).lean(),
  };
};
