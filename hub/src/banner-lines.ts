import { floorStream, storeStream } from '@cafe/contract/folds';
import { bannerOf } from './banner.ts';
import { demoPeople } from './demo/index.ts';
import type { RunningStore } from './embedded/index.ts';
import { lanAddress } from './lan-address.ts';
import type { RunningHub, RunOptions } from './run.ts';

/** What is printed of a hub that has started: the café as it is now, and how to come in. */
export const bannerLines = async (
  { identity, tls, world }: Pick<RunOptions, 'identity' | 'tls' | 'world'>,
  store: RunningStore,
  { url, port, cafe }: RunningHub,
): Promise<readonly string[]> => {
  const { storeId } = identity;
  const settings = await cafe.read(storeStream(storeId));
  const floor = await cafe.read(floorStream(storeId));
  const [table] = Object.values(floor.tables);
  const { code } = identity.demo
    ? await cafe.user.issueEnrolmentCode({ storeId, at: world.now().toISOString() })
    : { code: undefined };
  return bannerOf({
    url,
    storeName: settings.name,
    storeFoundBy: store.foundBy,
    isDemo: identity.demo,
    people: identity.demo ? demoPeople(storeId) : [],
    enrolmentCode: code,
    // By http: a device that does not trust the café yet would be warned of it.
    trustUrl: tls?.authority === undefined ? undefined : `http://${lanAddress()}:${port}/trust`,
    table,
  });
};
