import { CafeError, createHttp, type MenuState, type ScanAnswer, type StoreState } from '@cafe/client-sdk';
import { signal } from '@preact/signals';
import { fieldsOf } from '../session/browser-storage.ts';

/** What anybody may know who comes in: the menu, and whose it is. */
export interface TableFacts {
  readonly menu: MenuState;
  readonly store: Pick<StoreState, 'name' | 'currency'>;
  /** The hub's clock when it said so, milliseconds since 1970. */
  readonly atMs: number;
}

/** How often somebody who has not joined hears what is sold out; who has joined hears it at once. In milliseconds. */
const AGAIN_MS = 20_000;
/** How soon it is asked again where the hub was not reached, in milliseconds. */
const RETRY_MS = 3_000;

/** How long an answer may take, in milliseconds. */
const PATIENCE_MS = 15_000;

const unreadable = (): CafeError =>
  new CafeError('client.unreadable', 'the hub answered something else', { retryable: true });

const ask = async (
  path: string,
): Promise<{ readonly body: Readonly<Record<string, unknown>>; readonly atMs: number }> => {
  const response = await fetch(`/api/v1${path}`, { signal: AbortSignal.timeout(PATIENCE_MS) }).catch(
    (cause: unknown) => {
      throw new CafeError('client.unreachable', 'the hub was not reached', { retryable: true, cause });
    },
  );
  if (!response.ok) throw unreadable();
  return { body: fieldsOf(await response.json()), atMs: Date.parse(response.headers.get('date') ?? '') };
};

const menuOf = (body: Readonly<Record<string, unknown>>): MenuState => {
  const parts = [body['items'], body['categories'], body['modifierGroups'], body['taxRates']];
  if (!parts.every((part) => typeof part === 'object' && part !== null)) throw unreadable();
  return body as unknown as MenuState; // the hub answers its own fold: what a newer one adds is not looked at
};

const storeOf = ({ name, currency }: Readonly<Record<string, unknown>>): TableFacts['store'] => {
  if (typeof name !== 'string' || typeof currency !== 'string') throw unreadable();
  return { name, currency };
};

/** Asks for both at once. @throws {CafeError} `client.unreachable`, `client.unreadable` */
const askFacts = async (): Promise<TableFacts> => {
  const [menu, store] = await Promise.all([ask('/menu'), ask('/store')]);
  return { menu: menuOf(menu.body), store: storeOf(store.body), atMs: menu.atMs };
};

/** Keeps what was scanned fresh, as long as nobody has joined; from then on the SDK does. */
export const followTable = (code: string, isNeeded: () => boolean) => {
  const facts = signal<TableFacts | undefined>();
  /** What the code stands for; the menu does not wait for it. */
  const scan = signal<ScanAnswer | undefined>();
  const error = signal<CafeError | undefined>();
  const http = createHttp({ url: location.origin });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const load = async (): Promise<void> => {
    clearTimeout(timer);
    const asking = askFacts().then((found) => {
      facts.value = found;
    });
    try {
      const [scanned] = await Promise.all([http.scan(code), asking]);
      scan.value = scanned;
      error.value = undefined;
    } catch (thrown) {
      error.value = thrown instanceof CafeError ? thrown : unreadable();
    }
    const isThere = error.value === undefined;
    timer = setTimeout(() => void (isNeeded() || !isThere ? load() : rest()), isThere ? AGAIN_MS : RETRY_MS);
  };
  const rest = (): void => {
    timer = setTimeout(() => void (isNeeded() ? load() : rest()), AGAIN_MS);
  };
  void load();
  return { facts, scan, error, load };
};
export type FollowedTableFacts = ReturnType<typeof followTable>;
