import './button.css';
import type { ComponentChildren } from 'preact';
import { Icon } from './icon.tsx';
import type { IconName } from './icons.ts';

export interface ButtonProps {
  /** `primary`: the one thing this screen is for. `danger`: it takes something away. `quiet`: no border. */
  readonly kind?: 'primary' | 'plain' | 'quiet' | 'danger';
  readonly size?: 'normal' | 'large';
  readonly icon?: IconName | undefined;
  /** Where there is only an icon: what it does. */
  readonly label?: string | undefined;
  readonly onClick?: (() => void) | undefined;
  readonly type?: 'button' | 'submit';
  readonly disabled?: boolean | undefined;
  /** It is being done: not pressed again, and not smaller meanwhile. */
  readonly busy?: boolean | undefined;
  readonly pressed?: boolean | undefined;
  /** Fills its row. */
  readonly wide?: boolean;
  /** The key that does the same, as it stands on the keyboard. */
  readonly hint?: string | undefined;
  /** Has the focus as soon as its dialog is open: Enter presses it. */
  readonly autoFocus?: boolean | undefined;
  readonly children?: ComponentChildren;
}

const classOf = ({ kind = 'plain', size, wide, children }: ButtonProps): string =>
  [
    'button',
    `button-${kind}`,
    size === 'large' && 'button-large',
    wide && 'button-wide',
    children === undefined && 'button-icon',
  ]
    .filter(Boolean)
    .join(' ');

/** A button; without `children` it is its icon, and `label` names it. */
export const Button = (props: ButtonProps) => {
  const { icon, label, onClick, type = 'button', disabled, busy, pressed, hint, autoFocus, children } = props;
  return (
    <button
      class={classOf(props)}
      type={type}
      onClick={onClick}
      disabled={disabled === true || busy === true}
      aria-label={label}
      aria-busy={busy === true ? true : undefined}
      aria-pressed={pressed}
      aria-keyshortcuts={hint}
      {...(autoFocus === true && { autofocus: true })}
    >
      {icon && <Icon name={icon} size={size(props)} />}
      {children !== undefined && <span class="button-text">{children}</span>}
      {hint !== undefined && (
        <span class="button-key" aria-hidden="true">
          {hint}
        </span>
      )}
    </button>
  );
};

const size = ({ size: asked }: ButtonProps): number => (asked === 'large' ? 26 : 22);
