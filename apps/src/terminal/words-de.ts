import type { Translated } from '../i18n/speaker.ts';
import type { TERMINAL_EN } from './words-en.ts';

export const TERMINAL_DE: Translated<typeof TERMINAL_EN> = {
  title: 'Kasse',
};
