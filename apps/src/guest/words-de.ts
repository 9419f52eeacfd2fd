import type { Translated } from '../i18n/speaker.ts';
import type { GUEST_EN } from './words-en.ts';

export const GUEST_DE: Translated<typeof GUEST_EN> = {
  title: 'Karte',
};
