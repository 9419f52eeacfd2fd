import type { Followed } from '@cafe/client-sdk';
import { useConnection } from '@cafe/client-sdk/preact';
import { duration } from '../i18n/format.ts';
import { Banner } from '../ui/banner.tsx';
import { useSecondsOf } from '../ui/elapsed.ts';
import { say } from './words.ts';

/** A screen that hears nothing for so long says so over its whole width, in seconds. */
const STALE_AFTER_S = 10;

/** A screen that looks alive and is not is the worst that can happen to a kitchen: this one says it in red. */
export const StaleBanner = ({ status }: Pick<Followed<unknown>, 'status'>) => {
  const { state } = useConnection().value;
  const isWell = state === 'online' && status === 'live';
  const seconds = useSecondsOf(isWell ? 'well' : 'stale');
  if (isWell || seconds < STALE_AFTER_S) return null;
  return (
    <div class="stale">
      <Banner size="huge" tone="bad" icon="alert" title={say('staleTitle', { time: duration(seconds) })} urgent>
        {say('staleText')}
      </Banner>
    </div>
  );
};
