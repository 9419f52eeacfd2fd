export interface OptionRowProps {
  readonly kind: 'radio' | 'checkbox';
  /** Radios of one name are one question. */
  readonly name: string;
  readonly text: string;
  readonly end?: string | undefined;
  /** What speaks against it for whoever chooses. */
  readonly warning?: string | undefined;
  readonly isChosen: boolean;
  readonly isDisabled: boolean;
  readonly onToggle: (isChosen: boolean) => void;
}

/** A choice as wide as its row: all of it is the field. */
export const OptionRow = ({ kind, name, text, end, warning, isChosen, isDisabled, onToggle }: OptionRowProps) => (
  <label class={isChosen ? 'option option-chosen' : 'option'}>
    <input
      class="option-input"
      type={kind}
      name={name}
      checked={isChosen}
      disabled={isDisabled}
      onChange={({ currentTarget }) => onToggle(currentTarget.checked)}
    />
    <span class={`option-mark option-${kind}`} aria-hidden="true" />
    <span class="grow">
      {text}
      {warning !== undefined && <span class="option-warning">{warning}</span>}
    </span>
    {end !== undefined && <span class="number">{end}</span>}
  </label>
);
