import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { say } from '../i18n/shared.ts';
import { KeyPad, onKeyPadKey } from '../ui/key-pad.tsx';
import { PIN_LONGEST, PIN_SHORTEST } from './pin-length.ts';

export interface PinPadProps {
  /** Whose PIN it is, in words. */
  readonly label: string;
  /** Tries it. Resolves with why it was not taken, in words; undefined: it was. Never rejects. */
  readonly onPin: (pin: string) => Promise<string | undefined>;
  /** Whether so many digits are tried without another key. */
  readonly isWhole?: (digits: number) => boolean;
  readonly onEscape?: () => void;
}

const usePin = ({ label, onPin, isWhole }: PinPadProps) => {
  const typed = useSignal('');
  const error = useSignal<string | undefined>(undefined);
  const busy = useSignal(false);
  const tryIt = async () => {
    busy.value = true;
    error.value = await onPin(typed.value);
    if (error.value !== undefined) typed.value = '';
    busy.value = false;
  };
  const onDigit = (digit: string) => {
    if (busy.value || typed.value.length >= PIN_LONGEST) return;
    error.value = undefined;
    typed.value += digit;
    if (isWhole?.(typed.value.length)) void tryIt();
  };
  const onDelete = () => {
    typed.value = typed.value.slice(0, -1);
  };
  const onDone = () => {
    if (typed.value.length >= PIN_SHORTEST && !busy.value) void tryIt();
  };
  return { typed, error, busy, pad: { label, onDigit, onDelete, onDone } };
};

/** The digits of one person, from the screen or a keyboard: shown as dots, tried, and said why they were not right. */
export const PinPad = (props: PinPadProps) => {
  const { typed, error, busy, pad } = usePin(props);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') props.onEscape?.();
      else onKeyPadKey(event, pad);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
  const dots = Math.max(PIN_SHORTEST, typed.value.length);
  return (
    <>
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
    </>
  );
};
