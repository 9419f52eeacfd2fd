import './toasts.css';
import { say } from '../i18n/shared.ts';
import { Icon } from './icon.tsx';
import { closeToast, holdToasts, type ShownToast, toasts } from './toast-list.ts';

const OneToast = ({ shown }: { readonly shown: ShownToast }) => {
  const { key, text, tone = 'neutral', icon, undo } = shown;
  const takeBack = () => {
    closeToast(key);
    undo?.();
  };
  return (
    <li class={`toast tone-${tone}`}>
      {icon && <Icon name={icon} />}
      <span class="grow">{text}</span>
      {undo && (
        <button type="button" class="toast-button" onClick={takeBack}>
          <Icon name="undo" size={20} />
          {say('undo')}
        </button>
      )}
      <button type="button" class="toast-button" aria-label={say('close')} onClick={() => closeToast(key)}>
        <Icon name="close" size={20} />
      </button>
    </li>
  );
};

/** Where toasts appear: once on a page, drawn by `mountPage`. It covers nothing while there is none. */
export const Toasts = () => (
  <ul
    class="toasts"
    aria-live="polite"
    onPointerEnter={() => holdToasts(true)}
    onPointerLeave={() => holdToasts(false)}
    onFocusIn={() => holdToasts(true)}
    onFocusOut={() => holdToasts(false)}
  >
    {toasts.value.map((shown) => (
      <OneToast key={shown.key} shown={shown} />
    ))}
  </ul>
);
