import { speaker } from '../i18n/speaker.ts';
import { FLOOR_DE } from './floor-words-de.ts';
import { FLOOR_EN } from './floor-words-en.ts';
import { MENU_DE } from './menu-words-de.ts';
import { MENU_EN } from './menu-words-en.ts';
import { ORDER_DE } from './order-words-de.ts';
import { ORDER_EN } from './order-words-en.ts';
import { TERMINAL_DE } from './words-de.ts';
import { TERMINAL_EN } from './words-en.ts';

/** Says what this page says. */
export const say = speaker({
  en: { ...TERMINAL_EN, ...FLOOR_EN, ...MENU_EN, ...ORDER_EN },
  de: { ...TERMINAL_DE, ...FLOOR_DE, ...MENU_DE, ...ORDER_DE },
});
