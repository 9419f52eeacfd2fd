import { speaker } from '../i18n/speaker.ts';
import { GUEST_DE } from './words-de.ts';
import { GUEST_EN } from './words-en.ts';

/** Says what this page says. */
export const say = speaker({ en: GUEST_EN, de: GUEST_DE });
