import './settings-dialog.css';
import type { ComponentChildren } from 'preact';
import { Button } from '../ui/button.tsx';
import { say } from './words.ts';

interface StepperProps {
  readonly what: string;
  readonly shown: string;
  readonly onStep: (by: 1 | -1) => void;
}

/** What is set, one less and one more. */
export const Stepper = ({ what, shown, onStep }: StepperProps) => (
  <div class="stepper">
    <span class="grow">{what}</span>
    <Button icon="minus" label={say('less', { what })} onClick={() => onStep(-1)} />
    <span class="stepper-value number" aria-live="polite">
      {shown}
    </span>
    <Button icon="plus" label={say('moreOf', { what })} onClick={() => onStep(1)} />
  </div>
);

/** A part of the settings, under its name. */
export const Part = ({ title, children }: { readonly title: string; readonly children: ComponentChildren }) => (
  <section class="settings-part">
    <h3>{title}</h3>
    {children}
  </section>
);
