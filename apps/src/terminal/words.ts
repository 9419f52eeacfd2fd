import { speaker } from '../i18n/speaker.ts';
import { TERMINAL_DE } from './words-de.ts';
import { TERMINAL_EN } from './words-en.ts';

/** Says what this page says. */
export const say = speaker({ en: TERMINAL_EN, de: TERMINAL_DE });
