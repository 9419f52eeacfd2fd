import { useRef } from 'preact/hooks';

/** So long a finger stays before it is a hold, in milliseconds. */
const HOLD_MS = 450;
/** So far it may stray, in pixels: more is scrolling. */
const STRAY_PX = 10;

/** What an element needs so that a tap and a hold mean two things; a hold is also the other mouse button, or the menu key. */
export const useHold = (onTap: () => void, onHold: () => void) => {
  const state = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number } | undefined>(undefined);
  const wasHeld = useRef(false);
  const stop = () => {
    clearTimeout(state.current?.timer);
    state.current = undefined;
  };
  return {
    onPointerDown({ clientX, clientY, button }: PointerEvent) {
      wasHeld.current = false;
      if (button !== 0) return;
      const timer = setTimeout(() => {
        wasHeld.current = true;
        onHold();
      }, HOLD_MS);
      state.current = { timer, x: clientX, y: clientY };
    },
    onPointerMove({ clientX, clientY }: PointerEvent) {
      const { current } = state;
      if (current && Math.hypot(clientX - current.x, clientY - current.y) > STRAY_PX) stop();
    },
    onPointerUp: stop,
    onPointerCancel: stop,
    onPointerLeave: stop,
    onContextMenu(event: Event) {
      event.preventDefault();
      stop();
      if (!wasHeld.current) onHold(); // a long touch brings this event too: it has been held already
      wasHeld.current = true;
    },
    onClick() {
      if (!wasHeld.current) onTap();
      wasHeld.current = false;
    },
  };
};
