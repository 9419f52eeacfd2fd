import type { Translated } from '../i18n/speaker.ts';
import type { KITCHEN_EN } from './words-en.ts';

export const KITCHEN_DE: Translated<typeof KITCHEN_EN> = {
  title: 'Küche',
};
