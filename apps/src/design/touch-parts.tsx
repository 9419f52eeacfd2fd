import { useSignal } from '@preact/signals';
import { Button } from '../ui/button.tsx';
import { Chip, FilterChip } from '../ui/chip.tsx';
import { Pill, type PillState } from '../ui/connection-pill.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { toast } from '../ui/toast-list.ts';
import { Part } from './part.tsx';
import { say } from './words.ts';

export const Buttons = () => (
  <Part title={say('buttons')}>
    <div class="cluster">
      <Button kind="primary" size="large" icon="send" hint="F2">
        {say('send')}
      </Button>
      <Button size="large" icon="cash">
        {say('amount')}
      </Button>
    </div>
    <div class="cluster">
      <Button kind="primary">{say('add')}</Button>
      <Button icon="plus">{say('add')}</Button>
      <Button pressed icon="check">
        {say('toneAccent')}
      </Button>
      <Button kind="danger" icon="trash">
        {say('remove')}
      </Button>
      <Button kind="quiet">{say('more')}</Button>
      <Button icon="sync" busy>
        {say('saving')}
      </Button>
      <Button disabled>{say('disabled')}</Button>
      <Button icon="search" label={say('search')} />
    </div>
  </Part>
);

export const Chips = () => {
  const chosen = useSignal(true);
  const other = useSignal(false);
  return (
    <Part title={say('chips')}>
      <div class="cluster">
        <Chip tone="bad" icon="alert">
          {say('allergy')}
        </Chip>
        <Chip tone="good" icon="leaf">
          {say('vegan')}
        </Chip>
        <Chip icon="people">{say('guests', { n: 4 })}</Chip>
      </div>
      <div class="cluster">
        <FilterChip icon="leaf" selected={chosen.value} onToggle={() => (chosen.value = !chosen.value)}>
          {say('vegan')}
        </FilterChip>
        <FilterChip selected={other.value} onToggle={() => (other.value = !other.value)}>
          {say('glutenFree')}
        </FilterChip>
      </div>
    </Part>
  );
};

const STANDS: readonly PillState[] = [
  { state: 'online', waiting: 0, seconds: 0 },
  { state: 'online', waiting: 2, seconds: 0 },
  { state: 'connecting', waiting: 0, seconds: 0 },
  { state: 'reconnecting', waiting: 0, seconds: 4 },
  { state: 'offline', waiting: 0, seconds: 60 },
  { state: 'offline', waiting: 3, seconds: 60 },
  { state: 'stopped', waiting: 0, seconds: 0 },
];

export const Connection = () => (
  <Part title={say('connection')}>
    <div class="cluster">
      {STANDS.map((stand) => (
        <Pill key={`${stand.state} ${stand.waiting}`} {...stand} />
      ))}
    </div>
  </Part>
);

/** What is over the page is opened by these; it takes the page's theme. */
export const Overlays = () => {
  const shape = useSignal<'box' | 'sheet' | 'side' | undefined>(undefined);
  const close = () => {
    shape.value = undefined;
  };
  const opener = (to: 'box' | 'sheet' | 'side', label: string) => (
    <Button onClick={() => (shape.value = to)}>{label}</Button>
  );
  const show = () =>
    toast({
      text: say('toastText'),
      icon: 'trash',
      undo: () => toast({ text: say('toastBack'), tone: 'good', icon: 'check' }),
    });
  return (
    <Part title={say('overlays')}>
      <div class="cluster">
        {opener('box', say('openDialog'))}
        {opener('sheet', say('openSheet'))}
        {opener('side', say('openSide'))}
        <Button onClick={show}>{say('showToast')}</Button>
      </div>
      {shape.value && (
        <Dialog
          title={say('itemName')}
          shape={shape.value}
          onClose={close}
          foot={
            <Button kind="primary" onClick={close}>
              {say('add')}
            </Button>
          }
        >
          <p>{say('dialogText')}</p>
        </Dialog>
      )}
    </Part>
  );
};
