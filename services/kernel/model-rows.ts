import { type AnyState, kindOf, type StreamKind, type StreamName } from '@cafe/contract/folds';
import type { ReadModel } from './definition.ts';
import type { StoredRow } from './row-store.ts';

export type ModelsByKind = ReadonlyMap<StreamKind, readonly ReadModel[]>;
export type RowsByCollection = ReadonlyMap<string, readonly StoredRow[]>;

/** The rows a stream's state stands for, by collection, of those that are wanted by their key and source. */
export const rowsWhere = (
  models: ModelsByKind,
  { stream, state, version }: { readonly stream: StreamName; readonly state: AnyState; readonly version: number },
  wanted: (key: string, source: unknown) => boolean,
): RowsByCollection => {
  const byCollection = new Map<string, StoredRow[]>();
  for (const { collection, rows } of models.get(kindOf(stream)) ?? []) {
    const stored = byCollection.get(collection) ?? [];
    byCollection.set(collection, stored);
    for (const { _id, source, fields } of rows(stream, state)) {
      if (wanted(`${collection}/${_id}`, source)) stored.push({ _id, stream, foldedTo: version, fields });
    }
  }
  return byCollection;
};

/** Read models by the kind of stream they are made of. */
export const byKind = (models: readonly ReadModel[]): ModelsByKind => {
  const kinds = new Map<StreamKind, ReadModel[]>();
  for (const model of models) kinds.set(model.kind, [...(kinds.get(model.kind) ?? []), model]);
  return kinds;
};
