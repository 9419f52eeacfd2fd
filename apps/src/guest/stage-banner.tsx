import { Banner } from '../ui/banner.tsx';
import { useHeightAs } from '../ui/height-as.ts';
import { Icon } from '../ui/icon.tsx';
import type { Visit } from './visit.ts';
import { say } from './words.ts';

const Looking = ({ visit }: { readonly visit: Visit }) => {
  const stage = visit.stage.value;
  if (stage.kind !== 'looking') return null;
  if (stage.mode === 'off')
    return <Banner tone="info" icon="person" title={say('menuOnly')} children={say('menuOnlyText')} />;
  const join = () => {
    visit.isJoining.value = true;
  };
  return (
    <button type="button" class="guest-join" onClick={join}>
      <Icon name="people" />
      <span class="grow">{say('joinToOrder')}</span>
      <Icon name="chevron" />
    </button>
  );
};

const Waiting = ({ sharesCart }: { readonly sharesCart: boolean }) => (
  <Banner tone="info" icon="wait" title={say('waitingTitle')}>
    {say(sharesCart ? 'waitingTogether' : 'waitingAlone')}
  </Banner>
);

/** What does not work while there is no connection; what does is said with it. */
const Away = ({ visit }: { readonly visit: Visit }) => {
  const state = visit.table.value?.connection.value.state;
  if (state !== 'offline') return null;
  return (
    <Banner tone="warn" icon="wifiOff" title={say('awayTitle')}>
      {say('awayText')}
    </Banner>
  );
};

/** Where one is on the way from the scan to the table, in words. At the thumb, above the page: what is read does not move for it. */
export const StageBanner = ({ visit }: { readonly visit: Visit }) => {
  const stage = visit.stage.value;
  return (
    <div class="guest-stage" ref={useHeightAs('--banners')}>
      <Away visit={visit} />
      {stage.kind === 'looking' && visit.view.value === 'menu' && <Looking visit={visit} />}
      {stage.kind === 'waiting' && <Waiting sharesCart={stage.sharesCart} />}
    </div>
  );
};
