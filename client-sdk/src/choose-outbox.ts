import type { CafeOptions } from './cafe-options.ts';
import { hasIndexedDb, openIndexedDbOutbox } from './indexed-db-outbox.ts';
import type { OpenOutbox } from './outbox-store.ts';

/** Which outbox a client has, under which name; undefined: none. */
export const chooseOutbox = ({
  outbox,
  getToken,
  url,
}: Pick<CafeOptions, 'outbox' | 'getToken' | 'url'>):
  | { readonly open: OpenOutbox; readonly name: string }
  | undefined => {
  const { holder } = getToken;
  const name = holder?.id ?? new URL(url).host;
  if (typeof outbox === 'function') return { open: outbox, name };
  const isWanted = outbox ?? (holder?.kind === 'device' && hasIndexedDb());
  return isWanted ? { open: openIndexedDbOutbox, name } : undefined;
};
