import { speaker } from '../i18n/speaker.ts';
import { DESIGN_DE } from './words-de.ts';
import { DESIGN_EN } from './words-en.ts';

/** Says what this page says. */
export const say = speaker({ en: DESIGN_EN, de: DESIGN_DE });
