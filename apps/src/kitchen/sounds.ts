import { signal } from '@preact/signals';

export type SoundName = 'new' | 'changed' | 'void';

interface Tone {
  readonly hertz: number;
  /** Seconds from the beginning. */
  readonly from: number;
  readonly seconds: number;
}

/** Made here and not played from files: rising for a new card, twice the same for a changed one, falling for a void. */
export const TONES: Readonly<Record<SoundName, readonly Tone[]>> = {
  new: [
    { hertz: 660, from: 0, seconds: 0.16 },
    { hertz: 880, from: 0.15, seconds: 0.16 },
    { hertz: 1_320, from: 0.3, seconds: 0.32 },
  ],
  changed: [
    { hertz: 784, from: 0, seconds: 0.12 },
    { hertz: 784, from: 0.2, seconds: 0.2 },
  ],
  void: [
    { hertz: 520, from: 0, seconds: 0.22 },
    { hertz: 392, from: 0.22, seconds: 0.22 },
    { hertz: 262, from: 0.44, seconds: 0.45 },
  ],
};

/** Whether this page may be heard: a browser lets nothing sound before somebody has touched the page. */
export type SoundState = 'locked' | 'ready' | 'missing';

export const soundState = signal<SoundState>('AudioContext' in globalThis ? 'locked' : 'missing');

let context: AudioContext | undefined;

/** Called by a touch or a key: from then on sounds are heard. */
export const unlockSounds = (): void => {
  if (soundState.peek() === 'missing') return;
  context ??= new AudioContext();
  void context.resume().then(
    () => {
      soundState.value = 'ready';
    },
    () => undefined, // the next touch tries again
  );
};

const playTone = (on: AudioContext, { hertz, from, seconds }: Tone, loudness: number): void => {
  const oscillator = on.createOscillator();
  const gain = on.createGain();
  const begin = on.currentTime + from;
  oscillator.type = 'triangle';
  oscillator.frequency.value = hertz;
  // No click at either end.
  gain.gain.setValueAtTime(0.0001, begin);
  gain.gain.exponentialRampToValueAtTime(loudness, begin + 0.015);
  gain.gain.exponentialRampToValueAtTime(0.0001, begin + seconds);
  oscillator.connect(gain).connect(on.destination);
  oscillator.start(begin);
  oscillator.stop(begin + seconds);
};

/** Lets a sound be heard, as far as the page may. @param volume 0 to 10 */
export const playSound = (name: SoundName, volume: number): void => {
  if (!context || volume === 0 || soundState.peek() !== 'ready') return;
  for (const tone of TONES[name]) playTone(context, tone, (volume / 10) ** 2);
};
