import type { Followed } from '@cafe/client-sdk';
import { useCafe, useConnection } from '@cafe/client-sdk/preact';
import { duration } from '../i18n/format.ts';
import { Banner } from '../ui/banner.tsx';
import { useSecondsOf } from '../ui/elapsed.ts';
import { STALE_AFTER_S, staleForS } from './stale.ts';
import { say } from './words.ts';

/** A screen that looks alive and is not is the worst that can happen to a kitchen: this one says it in red. */
export const StaleBanner = ({ status }: Pick<Followed<unknown>, 'status'>) => {
  const cafe = useCafe();
  const { state } = useConnection().value;
  const isWell = state === 'online' && status === 'live';
  const countedS = useSecondsOf(isWell ? 'well' : 'stale'); // by which it is drawn anew every second, too
  const seconds = staleForS({ isWell, countedS, nowMs: cafe.now(), heardAtMs: cafe.heardAt() });
  if (seconds < STALE_AFTER_S) return null;
  return (
    <div class="stale">
      <Banner size="huge" tone="bad" icon="alert" title={say('staleTitle', { time: duration(seconds) })} urgent>
        {say('staleText')}
      </Banner>
    </div>
  );
};
