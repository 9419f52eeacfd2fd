import './stepper.css';
import { Button } from '../../ui/button.tsx';
import { say } from '../words.ts';

export interface StepperProps {
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  readonly onChange: (value: number) => void;
}

/** A number, one less and one more. */
export const Stepper = ({ label, value, least, most, onChange }: StepperProps) => (
  // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend that is seen
  <div class="stepper" role="group" aria-label={label}>
    <span class="stepper-label grow">{label}</span>
    <Button icon="minus" label={say('oneLess')} disabled={value <= least} onClick={() => onChange(value - 1)} />
    <output class="stepper-value number">{value}</output>
    <Button icon="plus" label={say('oneMore')} disabled={value >= most} onClick={() => onChange(value + 1)} />
  </div>
);
