import { signalOf, useCafe, useConnection, useSync } from '@cafe/client-sdk/preact';
import { listOf } from '../i18n/format.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { useHeightAs } from '../ui/height-as.ts';
import { KitchenAlarm } from './kitchen-alarm.tsx';
import { reasonOfCode } from './refusal-words.ts';
import { say } from './words.ts';

/** Away for longer than usual: what goes on all the same, what does not, and how much waits. */
const OfflineBanner = () => {
  const { state } = useConnection().value;
  const sync = useSync().value;
  if (state !== 'offline') return null;
  const waiting = sync.state === 'saved' ? 0 : sync.count;
  const title = waiting > 0 ? say('offlineWaiting', { n: waiting }) : say('offlineTitle');
  return (
    <Banner tone="warn" icon="wifiOff" title={title}>
      {say('offlineText')}
    </Banner>
  );
};

/** What the hub refused after its sender had gone: it stays until somebody has seen it. */
const RefusedBanner = () => {
  const { outbox } = useCafe();
  const refused = signalOf(outbox).value.commands.filter(({ refusal }) => refusal !== undefined);
  if (refused.length === 0) return null;
  const reasons = new Set(
    refused.map(({ refusal }) => (refusal ? (reasonOfCode(refusal.code) ?? refusal.message) : '')),
  );
  const seen = () => {
    for (const { id } of refused) void outbox.discard(id);
  };
  return (
    <Banner
      tone="bad"
      icon="alert"
      title={say('refusedWhileAway', { n: refused.length })}
      action={<Button onClick={seen}>{say('seen')}</Button>}
    >
      {listOf([...reasons])}
    </Banner>
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
    <RefusedBanner />
    <StorageBanner />
    <KitchenAlarm />
  </div>
);
