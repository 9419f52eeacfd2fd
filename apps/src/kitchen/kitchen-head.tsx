import type { StationId } from '@cafe/client-sdk';
import { duration } from '../i18n/format.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { toggleSound } from './keys.ts';
import { useKitchenPage } from './kitchen-context.ts';
import { change, settings } from './kitchen-settings.ts';
import { soundState } from './sounds.ts';
import { linesOf, type Ticket } from './ticket.ts';
import { averageMs } from './ticket-time.ts';
import { wakeState } from './wake-lock.ts';
import { say } from './words.ts';

const ALL = 'all';

/** Whether a card has something of a station that is not done there. */
const isFor =
  (stationId: StationId) =>
  (ticket: Ticket): boolean =>
    linesOf(ticket).some(({ line, standing }) =>
      line.tasks.some((task) => task.stationId === stationId && (standing === 'voided' || task.state !== 'ready')),
    );

const StationTabs = () => {
  const { screen, menu } = useKitchenPage();
  const { open } = screen.everywhere.value;
  const stations = Object.values(menu?.stations ?? {});
  const known = stations.map(({ stationId, name }) => ({
    id: stationId as string,
    label: name,
    count: open.filter(isFor(stationId)).length,
  }));
  const choose = (id: string) => change({ stationId: stations.find(({ stationId }) => stationId === id)?.stationId });
  return (
    <Tabs
      label={say('stations')}
      tabs={[{ id: ALL, label: say('allStations'), count: open.length }, ...known]}
      selected={settings.value.stationId ?? ALL}
      onSelect={choose}
    />
  );
};

const Average = () => {
  const average = averageMs(useKitchenPage().screen.tickets.value.done);
  if (average === undefined) return null;
  const time = duration(average / 1_000);
  return (
    <p class="average number">
      <span class="unseen">{say('averageTimeLong', { time })}</span>
      <span aria-hidden="true">{say('averageTime', { time })}</span>
    </p>
  );
};

const SoundButton = () => {
  const isOn = settings.value.volume > 0;
  return (
    <Button
      kind="quiet"
      icon={isOn ? 'sound' : 'soundOff'}
      label={say(isOn ? 'soundOn' : 'soundOff')}
      pressed={isOn}
      onClick={toggleSound}
    />
  );
};

/** What this screen cannot do, in a word; the settings say why. */
const Warnings = () => {
  const { screen } = useKitchenPage();
  const open = () => {
    screen.over.value = 'settings';
  };
  return (
    <>
      {soundState.value !== 'ready' && settings.value.volume > 0 && (
        <p class="head-hint">
          <Icon name="soundOff" size={20} />
          {say(soundState.value === 'missing' ? 'soundMissing' : 'soundLocked')}
        </p>
      )}
      {wakeState.value !== 'held' && (
        <Button kind="quiet" icon="moon" onClick={open}>
          {say('mayFallAsleep')}
        </Button>
      )}
    </>
  );
};

const Tools = () => {
  const { screen } = useKitchenPage();
  const { isAllDay, over } = screen;
  const open = (what: 'recall' | 'settings') => () => {
    over.value = what;
  };
  const toggleAllDay = () => {
    isAllDay.value = !isAllDay.value;
  };
  return (
    <>
      <Button icon="list" pressed={isAllDay.value} onClick={toggleAllDay}>
        {say('allDay')}
      </Button>
      <Button icon="undo" onClick={open('recall')}>
        {say('recallList')}
      </Button>
      <SoundButton />
      <Button kind="quiet" icon="sliders" label={say('settings')} onClick={open('settings')} />
    </>
  );
};

/** The top of the screen: which station it is, how fast it is, and what else there is to see. */
export const KitchenHead = () => (
  <PageHead title={say('title')} tools={<Tools />}>
    <StationTabs />
    <Average />
    <span class="grow" />
    <Warnings />
  </PageHead>
);
