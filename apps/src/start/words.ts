import { speaker } from '../i18n/speaker.ts';
import { START_DE } from './words-de.ts';
import { START_EN } from './words-en.ts';

/** Says what this page says. */
export const say = speaker({ en: START_EN, de: START_DE });
