import type { Translated } from '../i18n/speaker.ts';
import type { DESIGN_EN } from './words-en.ts';

export const DESIGN_DE: Translated<typeof DESIGN_EN> = { title: 'Gestaltung' };
