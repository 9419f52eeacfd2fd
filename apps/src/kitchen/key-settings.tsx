import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Button } from '../ui/button.tsx';
import { FilterChip } from '../ui/chip.tsx';
import { ACTIONS, type Action, cardOf, rebound, SHIPPED_KEYS } from './key-map.ts';
import { change, settings } from './kitchen-settings.ts';
import { say } from './words.ts';

const WORDS = {
  start: 'actionStart',
  bump: 'actionBump',
  recall: 'actionRecall',
  previous: 'actionPrevious',
  next: 'actionNext',
  up: 'actionUp',
  down: 'actionDown',
  itemDone: 'actionItemDone',
  previousPage: 'actionPreviousPage',
  nextPage: 'actionNextPage',
  allDay: 'actionAllDay',
  sound: 'actionSound',
  help: 'actionHelp',
} as const;

const actionText = (action: Action): string => {
  const index = cardOf(action);
  if (index !== undefined) return say('actionSelect', { number: index + 1 });
  return say(WORDS[action as keyof typeof WORDS]); // all that is no card's number is there
};

const PICTURES: Readonly<Record<string, string>> = { ArrowLeft: '←', ArrowRight: '→', ArrowUp: '↑', ArrowDown: '↓' };

const keyText = (key: string): string => {
  if (key === ' ') return say('keySpace');
  return PICTURES[key] ?? (key.length === 1 ? key.toUpperCase() : key);
};

/** Waits for the key of an action; Escape leaves it as it was. */
const useNextKey = (action: Action | undefined, done: () => void): void => {
  useEffect(() => {
    if (action === undefined) return;
    const onKey = (event: KeyboardEvent) => {
      if (['Shift', 'Control', 'Alt', 'Meta', 'Tab'].includes(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.key !== 'Escape') change({ keys: rebound(settings.value.keys, action, event.key) });
      done();
    };
    addEventListener('keydown', onKey, { capture: true });
    return () => removeEventListener('keydown', onKey, { capture: true });
  }, [action, done]);
};

/** Every key, to look at and to change. */
export const KeySettings = () => {
  const chosen = useSignal<Action | undefined>(undefined);
  const { keys, numberBumps } = settings.value;
  useNextKey(chosen.value, () => {
    chosen.value = undefined;
  });
  return (
    <section class="settings-part">
      <h3>{say('keys')}</h3>
      <p class="muted">{say('keysText')}</p>
      <div class="cluster">
        <FilterChip selected={numberBumps} onToggle={() => change({ numberBumps: !numberBumps })}>
          {say('numberBumps')}
        </FilterChip>
        <Button kind="quiet" icon="undo" onClick={() => change({ keys: SHIPPED_KEYS })}>
          {say('resetKeys')}
        </Button>
      </div>
      <ul class="key-rows">
        {ACTIONS.map((action) => (
          <li key={action}>
            <button
              type="button"
              class="key-row"
              aria-pressed={chosen.value === action}
              onClick={() => {
                chosen.value = action;
              }}
            >
              <span class="grow">{actionText(action)}</span>
              {chosen.value === action ? (
                <span class="key-wait">{say('pressKey')}</span>
              ) : (
                (keys[action].length > 0 ? keys[action] : [undefined]).map((key) => (
                  <kbd key={key ?? ''}>{key === undefined ? say('noKey') : keyText(key)}</kbd>
                ))
              )}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
};
