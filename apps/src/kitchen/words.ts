import { speaker } from '../i18n/speaker.ts';
import { KITCHEN_DE } from './words-de.ts';
import { KITCHEN_EN } from './words-en.ts';

/** Says what this page says. */
export const say = speaker({ en: KITCHEN_EN, de: KITCHEN_DE });
