import './key-pad.css';
import { say } from '../i18n/shared.ts';
import { Icon } from './icon.tsx';

export interface KeyPadProps {
  /** What is typed, for a screen reader. */
  readonly label: string;
  readonly onDigit: (digit: string) => void;
  readonly onDelete: () => void;
  /** The key at the end of the last row; without it that place is empty. */
  readonly onDone?: (() => void) | undefined;
  readonly disabled?: boolean;
}

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** Big digits, in the order of a telephone in every language. The keyboard types as well: see `onKeyPadKey`. */
export const KeyPad = ({ label, onDigit, onDelete, onDone, disabled = false }: KeyPadProps) => {
  const digit = (text: string) => (
    <button key={text} type="button" class="pad-key" disabled={disabled} onClick={() => onDigit(text)}>
      {text}
    </button>
  );
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend that is seen
    <div class="pad" role="group" aria-label={label} dir="ltr">
      {DIGITS.map(digit)}
      <button
        type="button"
        class="pad-key pad-side"
        aria-label={say('deleteDigit')}
        disabled={disabled}
        onClick={onDelete}
      >
        <Icon name="erase" size={28} />
      </button>
      {digit('0')}
      {onDone ? (
        <button type="button" class="pad-key pad-done" aria-label={say('done')} disabled={disabled} onClick={onDone}>
          <Icon name="check" />
        </button>
      ) : (
        <span />
      )}
    </div>
  );
};

/** The same keys from a keyboard, for whoever listens to one. Says whether the key was one of them; Enter on a button presses that. */
export const onKeyPadKey = (event: KeyboardEvent, { onDigit, onDelete, onDone }: KeyPadProps): boolean => {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  if (event.key === 'Enter' && event.target instanceof HTMLButtonElement) return false;
  if (/^\d$/.test(event.key)) onDigit(event.key);
  else if (event.key === 'Backspace') onDelete();
  else if (event.key === 'Enter' && onDone) onDone();
  else return false;
  event.preventDefault();
  return true;
};
