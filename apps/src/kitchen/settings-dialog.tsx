import './settings-dialog.css';
import { count } from '../i18n/format.ts';
import { SettingsBar } from '../session/settings-bar.tsx';
import { Button } from '../ui/button.tsx';
import { FilterChip } from '../ui/chip.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import { KeySettings } from './key-settings.tsx';
import { useKitchenPage } from './kitchen-context.ts';
import { change, settings } from './kitchen-settings.ts';
import { Part, Stepper } from './settings-parts.tsx';
import { playSound } from './sounds.ts';
import { Times } from './times-settings.tsx';
import { wakeState } from './wake-lock.ts';
import { say } from './words.ts';

const Sound = () => {
  const { volume, repeats } = settings.value;
  const louder = (by: 1 | -1) => {
    change({ volume: Math.min(10, Math.max(0, volume + by)) });
    playSound('new', settings.value.volume);
  };
  return (
    <Part title={say('sound')}>
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
