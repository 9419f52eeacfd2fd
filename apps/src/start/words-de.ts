import type { Translated } from '../i18n/speaker.ts';
import type { START_EN } from './words-en.ts';

export const START_DE: Translated<typeof START_EN> = {
  title: 'Café',
  lead: 'Das ist der Hub des Cafés. Wählen Sie, wofür dieses Gerät da ist.',
  terminal: 'Kasse',
  terminalText: 'Tische, Bestellungen und Bezahlen, fürs Personal.',
  kitchen: 'Küchenbildschirm',
  kitchenText: 'Was zu kochen ist und wie lange es schon wartet.',
  guests: 'Gäste scannen den Code auf ihrem Tisch: für sie gibt es hier nichts zu öffnen.',
  docs: 'Für Entwickler',
  docsText: 'Die API, ihre Ereignisse und Absagen.',
  design: 'Gestaltung',
  designText: 'Alle Farben und Bausteine dieser Seiten.',
};
