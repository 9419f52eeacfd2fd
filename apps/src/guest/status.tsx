import type { OrderLine } from '@cafe/client-sdk';
import { Chip } from '../ui/chip.tsx';
import type { IconName } from '../ui/icons.ts';
import type { Tone } from '../ui/tone.ts';
import { say } from './words.ts';

type State = OrderLine['state'];

interface Look {
  readonly tone: Tone;
  readonly icon: IconName;
  readonly text:
    | 'isDraft'
    | 'isPending'
    | 'isHeld'
    | 'isReceived'
    | 'isPreparing'
    | 'isReady'
    | 'isServed'
    | 'isVoided';
  /** Of four steps: received, being made, ready, served. */
  readonly step: number;
}

const LOOKS: Readonly<Record<State, Look>> = {
  draft: { tone: 'neutral', icon: 'basket', text: 'isDraft', step: 0 },
  pending: { tone: 'warn', icon: 'wait', text: 'isPending', step: 0 },
  held: { tone: 'neutral', icon: 'clock', text: 'isHeld', step: 1 },
  fired: { tone: 'info', icon: 'check', text: 'isReceived', step: 1 },
  preparing: { tone: 'accent', icon: 'flame', text: 'isPreparing', step: 2 },
  ready: { tone: 'good', icon: 'bell', text: 'isReady', step: 3 },
  served: { tone: 'neutral', icon: 'check', text: 'isServed', step: 4 },
  voided: { tone: 'bad', icon: 'ban', text: 'isVoided', step: 0 },
};

const STEPS = [1, 2, 3, 4];

/** How far a line is: in a word, with its icon, and as so much of the way. */
export const StatusOf = ({ state }: { readonly state: State }) => {
  const { tone, icon, text, step } = LOOKS[state];
  return (
    <div class={`status tone-${tone}`}>
      <span aria-live="polite">
        <Chip tone={tone} icon={icon}>
          {say(text)}
        </Chip>
      </span>
      {state !== 'voided' && (
        <span class="status-way" aria-hidden="true">
          {STEPS.map((one) => (
            <span key={one} class={one <= step ? 'status-step status-done' : 'status-step'} />
          ))}
        </span>
      )}
    </div>
  );
};
