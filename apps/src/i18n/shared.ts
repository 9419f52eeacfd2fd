import { SHARED_DE } from './shared-de.ts';
import { SHARED_EN } from './shared-en.ts';
import { speaker } from './speaker.ts';

/** Says what more than one page says. */
export const say = speaker({ en: SHARED_EN, de: SHARED_DE });
