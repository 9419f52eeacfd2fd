import { useEffect } from 'preact/hooks';

const TOUCHES = ['pointerdown', 'keydown', 'wheel'] as const;

/** Calls `lock` when nobody has touched the page for so long. `afterMs` 0: never. */
export const useAutoLock = (lock: () => void, afterMs: number): void => {
  useEffect(() => {
    if (afterMs === 0) return;
    let timer = setTimeout(lock, afterMs);
    const touched = () => {
      clearTimeout(timer);
      timer = setTimeout(lock, afterMs);
    };
    for (const touch of TOUCHES) addEventListener(touch, touched, { capture: true, passive: true });
    return () => {
      clearTimeout(timer);
      for (const touch of TOUCHES) removeEventListener(touch, touched, { capture: true });
    };
  }, [lock, afterMs]);
};
