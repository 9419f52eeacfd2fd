import './settings-dialog.css';
import type { ComponentChildren } from 'preact';
import { count } from '../i18n/format.ts';
import { SettingsBar } from '../session/settings-bar.tsx';
import { Button } from '../ui/button.tsx';
import { FilterChip } from '../ui/chip.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import { KeySettings } from './key-settings.tsx';
import { useKitchenPage } from './kitchen-context.ts';
import { change, changeThresholds, settings, thresholds } from './kitchen-settings.ts';
import { playSound } from './sounds.ts';
import { wakeState } from './wake-lock.ts';
import { say } from './words.ts';

interface StepperProps {
  readonly what: string;
  readonly shown: string;
  readonly onStep: (by: 1 | -1) => void;
}

const Stepper = ({ what, shown, onStep }: StepperProps) => (
  <div class="stepper">
    <span class="grow">{what}</span>
    <Button icon="minus" label={say('less', { what })} onClick={() => onStep(-1)} />
    <span class="stepper-value number" aria-live="polite">
      {shown}
    </span>
    <Button icon="plus" label={say('moreOf', { what })} onClick={() => onStep(1)} />
  </div>
);

const Part = ({ title, children }: { readonly title: string; readonly children: ComponentChildren }) => (
  <section class="settings-part">
    <h3>{title}</h3>
    {children}
  </section>
);

/** For the station that is shown: each has its own. */
const Times = () => {
  const { menu } = useKitchenPage();
  const { stationId } = settings.value;
  const station = stationId === undefined ? say('allStations') : (menu?.stations[stationId]?.name ?? '');
  const { warnMinutes, lateMinutes } = thresholds.value;
  return (
    <Part title={`${say('times')} · ${station}`}>
      <Stepper
        what={say('warnAfter')}
        shown={say('minutes', { n: warnMinutes })}
        onStep={(by) => changeThresholds({ warnMinutes: warnMinutes + by })}
      />
      <Stepper
        what={say('lateAfter')}
        shown={say('minutes', { n: lateMinutes })}
        onStep={(by) => changeThresholds({ lateMinutes: lateMinutes + by })}
      />
    </Part>
  );
};

const Sound = () => {
  const { volume, repeats } = settings.value;
  const louder = (by: 1 | -1) => {
    change({ volume: Math.min(10, Math.max(0, volume + by)) });
    playSound('new', settings.value.volume);
  };
  return (
    <Part title={say('volume')}>
      <Stepper what={say('volume')} shown={volume === 0 ? say('volumeSilent') : count(volume)} onStep={louder} />
      <div class="cluster">
        {(['new', 'changed', 'void'] as const).map((name) => (
          <Button key={name} icon="sound" disabled={volume === 0} onClick={() => playSound(name, volume)}>
            {say(({ new: 'tryNew', changed: 'tryChanged', void: 'tryVoid' } as const)[name])}
          </Button>
        ))}
        <FilterChip selected={repeats} onToggle={() => change({ repeats: !repeats })}>
          {say('repeats')}
        </FilterChip>
      </div>
    </Part>
  );
};

const Awake = () => {
  const state = wakeState.value;
  return (
    <Part title={say(state === 'held' ? 'awake' : 'mayFallAsleep')}>
      {state === 'missing' && (
        <p class="awake">
          <Icon name="moon" />
          <span class="grow">{say('awakeMissing')}</span>
          <a class="button" href="/trust">
            {say('awakeHow')}
          </a>
        </p>
      )}
      {state === 'refused' && <p>{say('awakeRefused')}</p>}
    </Part>
  );
};

/** What somebody sets on this screen; it is remembered on it. */
export const SettingsDialog = () => {
  const { screen } = useKitchenPage();
  const close = () => {
    screen.over.value = undefined;
  };
  return (
    <Dialog title={say('settingsTitle')} shape="side" onClose={close}>
      <Times />
      <Sound />
      <Awake />
      <KeySettings />
      <SettingsBar />
    </Dialog>
  );
};
