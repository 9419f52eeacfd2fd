import './dialog.css';
import type { ComponentChildren } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import { say } from '../i18n/shared.ts';
import { Button } from './button.tsx';

export interface DialogProps {
  readonly title: string;
  /** Called when it is closed by Escape, by its button or by a tap beside it. */
  readonly onClose: () => void;
  /** `sheet` comes from the bottom of a small screen, `side` stands at the end of a wide one. */
  readonly shape?: 'box' | 'sheet' | 'side';
  /** Buttons, at the bottom, always in sight. */
  readonly foot?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** Opens as it is drawn, and closes when it is drawn no more. The browser keeps the focus inside; it goes back to where it was. */
export const Dialog = ({ title, onClose, shape = 'box', foot, children }: DialogProps) => {
  const place = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useEffect(() => {
    const dialog = place.current;
    const before = document.activeElement;
    dialog?.showModal();
    return () => {
      dialog?.close();
      // It may be out of the page already, and then the browser gives the focus to nobody.
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const cancel = (event: Event) => {
    event.preventDefault(); // it is the page that stops drawing it
    onClose();
  };
  const tapBeside = (event: MouseEvent) => {
    if (event.target === place.current) onClose();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape is the key that does it
    <dialog
      class={`dialog dialog-${shape}`}
      ref={place}
      aria-labelledby={heading}
      onCancel={cancel}
      onClick={tapBeside}
    >
      <div class="dialog-body">
        <header class="dialog-head">
          <h2 id={heading} class="dialog-title">
            {title}
          </h2>
          <Button kind="quiet" icon="close" label={say('close')} onClick={onClose} />
        </header>
        <div class="dialog-middle">{children}</div>
        {foot !== undefined && <footer class="dialog-foot">{foot}</footer>}
      </div>
    </dialog>
  );
};
