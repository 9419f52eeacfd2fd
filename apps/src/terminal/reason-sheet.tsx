import { useSignal } from '@preact/signals';
import { Button } from '../ui/button.tsx';
import { FilterChip } from '../ui/chip.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { Stepper } from './order/stepper.tsx';
import { closeOverlay, type ReasonAsked } from './screen.ts';
import { say } from './words.ts';

/** Asks why something is taken away: a tap on a usual reason, or words of one's own. */
export const ReasonSheet = ({ ask }: { readonly ask: ReasonAsked }) => {
  const reason = useSignal('');
  const quantity = useSignal(ask.upTo ?? 1);
  const isComplete = reason.value.trim() !== '';
  const submit = (event: Event) => {
    event.preventDefault();
    if (isComplete) ask.run(reason.value.trim(), quantity.value);
  };
  return (
    <Dialog title={ask.title} onClose={closeOverlay}>
      <form class="stack" onSubmit={submit}>
        {ask.upTo !== undefined && ask.upTo > 1 && (
          <Stepper
            label={say('howManyOf', { n: ask.upTo })}
            value={quantity.value}
            least={1}
            most={ask.upTo}
            onChange={(value) => {
              quantity.value = value;
            }}
          />
        )}
        <div class="cluster">
          {ask.reasons.map((one) => (
            <FilterChip
              key={one}
              selected={reason.value === one}
              onToggle={() => {
                reason.value = one;
              }}
            >
              {one}
            </FilterChip>
          ))}
        </div>
        <Field
          label={say('reason')}
          value={reason.value}
          maxLength={500}
          onInput={(value) => {
            reason.value = value;
          }}
        />
        <Button kind="danger" size="large" type="submit" wide disabled={!isComplete}>
          {ask.action}
        </Button>
      </form>
    </Dialog>
  );
};
