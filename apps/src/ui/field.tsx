import './field.css';
import { useId } from 'preact/hooks';

export interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  /** Below it, while nothing is wrong. */
  readonly help?: string | undefined;
  /** What is wrong with it, and what to do. */
  readonly error?: string | undefined;
  readonly maxLength?: number;
  readonly autoComplete?: string;
  readonly inputMode?: 'text' | 'numeric' | 'search';
  readonly autoFocus?: boolean;
  readonly multiline?: boolean;
}

/** A line, or some, that somebody types. */
export const Field = (props: FieldProps) => {
  const { label, value, onInput, help, error, multiline = false, maxLength, autoFocus, inputMode } = props;
  const id = useId();
  const below = error ?? help;
  const common = {
    id,
    class: 'field-input',
    value,
    maxLength,
    inputMode,
    autoFocus,
    autoComplete: props.autoComplete ?? 'off',
    'aria-invalid': error === undefined ? undefined : true,
    'aria-describedby': below === undefined ? undefined : `${id}-below`,
    onInput: ({ currentTarget }: { readonly currentTarget: { readonly value: string } }) =>
      onInput(currentTarget.value),
  };
  return (
    <div class="field">
      <label class="field-label" for={id}>
        {label}
      </label>
      {multiline ? <textarea rows={3} {...common} /> : <input type="text" {...common} />}
      {below !== undefined && (
        <p id={`${id}-below`} class={error === undefined ? 'field-help' : 'field-error'}>
          {below}
        </p>
      )}
    </div>
  );
};
