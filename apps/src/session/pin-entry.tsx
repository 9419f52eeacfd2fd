import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { say } from '../i18n/shared.ts';
import { KeyPad, onKeyPadKey } from '../ui/key-pad.tsx';
import type { DeviceSession, PersonHere } from './device-session.ts';
import { keepPinLength, PIN_LONGEST, PIN_SHORTEST, pinLengthOf } from './pin-length.ts';
import { sayRefusal } from './say-refusal.ts';

interface PinEntryProps {
  readonly who: PersonHere;
  readonly session: DeviceSession;
  readonly onBack: () => void;
}

const usePin = ({ who, session }: PinEntryProps) => {
  const typed = useSignal('');
  const error = useSignal<string | undefined>(undefined);
  const busy = useSignal(false);
  const tryIt = async () => {
    busy.value = true;
    try {
      await session.signIn(who, typed.value);
      keepPinLength(who.staffId, typed.value.length);
    } catch (thrown) {
      keepPinLength(who.staffId, undefined); // it may be another one now, and longer
      typed.value = '';
      error.value = sayRefusal(thrown);
    } finally {
      busy.value = false;
    }
  };
  const onDigit = (digit: string) => {
    if (busy.value || typed.value.length >= PIN_LONGEST) return;
    error.value = undefined;
    typed.value += digit;
    if (typed.value.length === pinLengthOf(who.staffId)) void tryIt();
  };
  const onDelete = () => {
    typed.value = typed.value.slice(0, -1);
  };
  const onDone = () => {
    if (typed.value.length >= PIN_SHORTEST && !busy.value) void tryIt();
  };
  return { typed, error, busy, pad: { label: say('pinOf', { name: who.name }), onDigit, onDelete, onDone } };
};

/** The digits of one person. */
export const PinEntry = (props: PinEntryProps) => {
  const { typed, error, busy, pad } = usePin(props);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') props.onBack();
      else if (!(event.target instanceof HTMLButtonElement && event.key === 'Enter')) onKeyPadKey(event, pad);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
  const dots = Math.max(PIN_SHORTEST, typed.value.length);
  return (
    <div class="pin">
      <p class="pin-dots" role="status">
        <span class="unseen">{say('pinTyped', { n: typed.value.length })}</span>
        {Array.from({ length: dots }, (_, at) => (
          <span key={at} class={at < typed.value.length ? 'pin-dot pin-dot-typed' : 'pin-dot'} />
        ))}
      </p>
      <p class="pin-error" role="alert">
        {error.value}
      </p>
      <KeyPad {...pad} disabled={busy.value} />
    </div>
  );
};
