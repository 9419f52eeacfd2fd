import { signal } from '@preact/signals';

/** Whether the screen stays awake. `missing`: the browser gives no page the means without https. */
export type WakeState = 'held' | 'missing' | 'refused';

export const wakeState = signal<WakeState>('refused');

const ask = async (): Promise<void> => {
  if (!('wakeLock' in navigator)) {
    wakeState.value = 'missing';
    return;
  }
  if (document.visibilityState !== 'visible') return;
  try {
    const lock = await navigator.wakeLock.request('screen');
    wakeState.value = 'held';
    lock.addEventListener('release', () => {
      wakeState.value = 'refused'; // asked for again as soon as the page is seen
    });
  } catch {
    wakeState.value = 'refused'; // said on the page; a battery that is low is a reason
  }
};

/** Keeps the screen awake as long as the page is seen. Returns how to stop asking. */
export const keepAwake = (): (() => void) => {
  const onSeen = () => void ask();
  void ask();
  document.addEventListener('visibilitychange', onSeen);
  return () => document.removeEventListener('visibilitychange', onSeen);
};
