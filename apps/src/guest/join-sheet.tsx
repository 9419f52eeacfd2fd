import { useSignal } from '@preact/signals';
import { asText, useTyped } from '../session/typed.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import { sayGuestRefusal } from './say-guest-refusal.ts';
import { readName } from './stay.ts';
import type { Visit } from './visit.ts';
import { say } from './words.ts';

const NAME_MOST = 40;
const PIN_DIGITS = 6;

const useJoin = (visit: Visit, needsPin: boolean) => {
  const name = useTyped(`name ${visit.code}`, readName(), asText);
  const pin = useSignal('');
  const error = useSignal<string | undefined>(undefined);
  const busy = useSignal(false);
  const isComplete = name.value.trim() !== '' && (!needsPin || pin.value.length === PIN_DIGITS);
  const join = async () => {
    if (!isComplete || busy.value) return;
    busy.value = true;
    error.value = undefined;
    try {
      await visit.join(name.value.trim(), needsPin ? pin.value : undefined);
    } catch (thrown) {
      error.value = sayGuestRefusal(thrown);
      pin.value = '';
      void visit.lookAgain(); // the table may be another by now
    } finally {
      busy.value = false;
    }
  };
  return { name, pin, error, busy, isComplete, join };
};

const LEAD = { approve_first: 'joinAsks', pin: 'joinPin', open: 'joinOpen', off: 'menuOnlyText' } as const;

/** Sits a phone down at the table: a name, and the six digits where the house asks for them. */
export const JoinSheet = ({ visit }: { readonly visit: Visit }) => {
  const mode = visit.scan.value?.mode ?? 'approve_first';
  const needsPin = mode === 'pin';
  const { name, pin, error, busy, isComplete, join } = useJoin(visit, needsPin);
  const close = () => {
    visit.isJoining.value = false;
  };
  const submit = (event: Event) => {
    event.preventDefault();
    void join();
  };
  const typeName = (typed: string) => {
    name.value = typed;
  };
  const typePin = (typed: string) => {
    pin.value = typed.replaceAll(/\D/g, '').slice(0, PIN_DIGITS);
    error.value = undefined;
  };
  return (
    <Dialog title={say('joinTitle', { label: visit.scan.value?.label ?? '' })} shape="sheet" onClose={close}>
      <form class="stack" onSubmit={submit}>
        <p>{say(LEAD[mode])}</p>
        <Field
          label={say('yourName')}
          value={name.value}
          onInput={typeName}
          help={say('yourNameHelp')}
          maxLength={NAME_MOST}
          autoComplete="given-name"
          autoFocus
        />
        {needsPin && (
          <Field
            label={say('sixDigits')}
            value={pin.value}
            onInput={typePin}
            inputMode="numeric"
            maxLength={PIN_DIGITS}
            autoComplete="one-time-code"
          />
        )}
        <p class="guest-wrong" role="alert">
          {error.value}
        </p>
        <Button kind="primary" size="large" type="submit" wide disabled={!isComplete} busy={busy.value}>
          {say(mode === 'approve_first' ? 'joinAsk' : 'join')}
        </Button>
      </form>
    </Dialog>
  );
};
