import { signal } from '@preact/signals';
import type { IconName } from './icons.ts';
import type { Tone } from './tone.ts';

/** For so long somebody may take it back, in milliseconds. */
const UNDO_MS = 5_000;
/** Long enough to be read: the most that a toast says is one sentence. */
const READ_MS = 6_000;
/** More at once is noise; the oldest goes. */
const AT_MOST = 3;

export interface Toast {
  readonly text: string;
  readonly tone?: Tone;
  readonly icon?: IconName;
  /** What takes it back, instead of a question before. */
  readonly undo?: () => void;
  /** It stays until somebody closes it: it says that something was not done. */
  readonly stays?: boolean;
}

export interface ShownToast extends Toast {
  readonly key: number;
}

export const toasts = signal<readonly ShownToast[]>([]);

let last = 0;
const timers = new Map<number, ReturnType<typeof setTimeout>>();

const startTimer = (key: number, { undo }: Toast): void => {
  timers.set(
    key,
    setTimeout(() => closeToast(key), undo ? UNDO_MS : READ_MS),
  );
};

/** Shows one sentence for a moment; resolves nothing and needs no answer. Returns its key, for `closeToast`. */
export const toast = (shown: Toast): number => {
  last += 1;
  const key = last;
  toasts.value = [...toasts.value, { ...shown, key }].slice(-AT_MOST);
  if (shown.stays !== true) startTimer(key, shown);
  return key;
};

/** Takes a toast away; one that has gone already is no mistake. */
export const closeToast = (key: number): void => {
  clearTimeout(timers.get(key));
  timers.delete(key);
  toasts.value = toasts.value.filter((one) => one.key !== key);
};

/** While somebody points at the toasts they stay, and then for their time again. */
export const holdToasts = (isHeld: boolean): void => {
  for (const shown of toasts.value) {
    clearTimeout(timers.get(shown.key));
    timers.delete(shown.key);
    if (!isHeld && shown.stays !== true) startTimer(shown.key, shown);
  }
};
