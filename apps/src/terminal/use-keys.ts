import { useLayoutEffect } from 'preact/hooks';
import { actionOf, type KeyAction, type KeyPlace } from './keys.ts';

type Handlers<Place extends KeyPlace> = Readonly<Partial<Record<KeyAction<Place>, (event: KeyboardEvent) => void>>>;

/** Whether what has the focus takes letters for itself. */
export const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;

/** Whether letters are for a field just now. The entry of the order screen leaves them to the page while it is empty. */
const isTypedInto = (target: EventTarget | null): boolean =>
  isField(target) && !(target instanceof HTMLInputElement && target.value === '' && 'entry' in target.dataset);

/** Whether something lies above the page: then the page's own keys rest. */
export const isCovered = (): boolean => document.querySelector('dialog[open]') !== null;

/**
 * The keys of a place, while the component is drawn and nothing lies above it: of the very state that is shown, since somebody
 * quick presses a key before the page has painted. What it has no handler for stays the browser's.
 */
export const useKeys = <Place extends KeyPlace>(place: Place, handlers: Handlers<Place>): void => {
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isCovered() || event.defaultPrevented) return;
      const action = actionOf(place, event, isTypedInto(event.target));
      const handle = action && handlers[action];
      if (!handle) return;
      event.preventDefault();
      handle(event);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
};
