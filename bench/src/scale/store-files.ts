import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What the files of an embedded store hold, in bytes. Its journal is one file of fixed size and not among them. */
export interface StoreFiles {
  readonly documents: number;
  readonly indexes: number;
  /** The log of operations that replicas would follow; MongoDB caps it. */
  readonly operations: number;
  readonly other: number;
}

const KINDS: readonly (readonly [keyof StoreFiles, RegExp])[] = [
  ['documents', /^secantus_documents/],
  ['indexes', /^secantus_(index_entries|unique_keys|natural_seq)/],
  ['operations', /^secantus_oplog/],
  ['other', /\.wt$/],
];

/** Weighs the files of a folder and those below. To be asked of a store that was stopped: then everything is in them. */
export const weighStoreFiles = (folder: string): StoreFiles => {
  const weights = { documents: 0, indexes: 0, operations: 0, other: 0 };
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const kind = KINDS.find(([, name]) => entry.isFile() && name.test(entry.name))?.[0];
    if (kind) weights[kind] += statSync(join(entry.parentPath, entry.name)).size;
  }
  return weights;
};
