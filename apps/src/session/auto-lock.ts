import { useEffect } from 'preact/hooks';
import type { DeviceSession } from './device-session.ts';

const TOUCHES = ['pointerdown', 'keydown', 'wheel'] as const;

/** Locks when nobody has touched the page for so long, or when somebody touches it after more: a device that slept. */
export const useAutoLock = ({ lock, touched, unlockedForMs }: DeviceSession): void => {
  useEffect(() => {
    let timer = setTimeout(lock, unlockedForMs());
    const onTouch = () => {
      clearTimeout(timer);
      if (unlockedForMs() === 0) {
        lock();
        return;
      }
      touched();
      timer = setTimeout(lock, unlockedForMs());
    };
    for (const touch of TOUCHES) addEventListener(touch, onTouch, { capture: true, passive: true });
    return () => {
      clearTimeout(timer);
      for (const touch of TOUCHES) removeEventListener(touch, onTouch, { capture: true });
    };
  }, [lock, touched, unlockedForMs]);
};
