import { count } from '../i18n/format.ts';
import { Icon } from '../ui/icon.tsx';
import { say } from './words.ts';

export interface StepperProps {
  /** What is counted. */
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly disabled?: boolean;
  readonly onChange: (value: number) => void;
}

/** One less, how many, one more. */
export const Stepper = ({ label, value, least, most, disabled = false, onChange }: StepperProps) => (
  // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend that is seen
  <div class="stepper" role="group" aria-label={label}>
    <button
      type="button"
      class="stepper-key"
      aria-label={say('oneLess')}
      disabled={disabled || value <= least}
      onClick={() => onChange(value - 1)}
    >
      <Icon name="minus" size={20} />
    </button>
    <output class="stepper-value number">{count(value)}</output>
    <button
      type="button"
      class="stepper-key"
      aria-label={say('oneMore')}
      disabled={disabled || value >= most}
      onClick={() => onChange(value + 1)}
    >
      <Icon name="plus" size={20} />
    </button>
  </div>
);
