import { signalOf, useCafe, useConnection, useFloor, useMenu, useSync } from '@cafe/client-sdk/preact';
import { timeOfDay } from '../i18n/format.ts';
import { PlainHint } from '../session/plain-hint.tsx';
import { RefusedBanner } from '../session/refused-banner.tsx';
import { Banner } from '../ui/banner.tsx';
import { useSecondsOf } from '../ui/elapsed.ts';
import { useHeightAs } from '../ui/height-as.ts';
import { KitchenAlarm } from './kitchen-alarm.tsx';
import { reasonOfCode } from './refusal-words.ts';
import { whatWasRefused } from './refused-words.ts';
import { say } from './words.ts';

/** A page that was loaded anew shows what was kept for so long before it says that it is no more than that; in seconds. */
const SOON_S = 2;

/** Away for longer than usual: what goes on all the same, what does not, how much waits, and of when what is shown is. */
const OfflineBanner = () => {
  const cafe = useCafe();
  const { state } = useConnection().value;
  const sync = useSync().value;
  const isKept = useFloor().value.status === 'stale';
  const seconds = useSecondsOf(state);
  if (state !== 'offline' && !(state === 'connecting' && isKept && seconds >= SOON_S)) return null;
  const waiting = sync.state === 'saved' ? 0 : sync.count;
  const title = waiting > 0 ? say('offlineWaiting', { n: waiting }) : say('offlineTitle');
  const heardAtMs = cafe.heardAt();
  return (
    <Banner tone="warn" icon="wifiOff" title={title}>
      {isKept && heardAtMs !== undefined && <p>{say('asOf', { time: timeOfDay(heardAtMs) })}</p>}
      <p>{say('offlineText')}</p>
    </Banner>
  );
};

/** What was asked for before, and refused while nobody was here. */
const Refused = () => {
  const known = { orders: useFloor().value.value?.orders ?? [], menu: useMenu().value.value };
  return (
    <RefusedBanner
      whatOf={(command) => whatWasRefused(command, known)}
      whyOf={({ code, message }) => reasonOfCode(code) ?? message}
    />
  );
};

/** What this device cannot promise: that it keeps what is tapped. */
const StorageBanner = () => {
  const { status } = signalOf(useCafe().outbox).value;
  return status === 'failing' ? (
    <Banner tone="bad" icon="alert" urgent title={say('storageFails')}>
      {say('storageFailsText')}
    </Banner>
  ) : null;
};

/** What concerns the whole terminal, for as long as it does. It lies above the page: nothing moves as it comes and goes. */
export const StatusBanners = () => (
  <div class="terminal-banners" ref={useHeightAs('--banners')}>
    <OfflineBanner />
    <Refused />
    <StorageBanner />
    <KitchenAlarm />
    <PlainHint />
  </div>
);
