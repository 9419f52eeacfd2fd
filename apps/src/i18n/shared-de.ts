import type { SHARED_EN } from './shared-en.ts';
import type { Translated } from './speaker.ts';

export const SHARED_DE: Translated<typeof SHARED_EN> = {
  back: 'Zurück',
  close: 'Schließen',
  deleteDigit: 'Letzte Ziffer löschen',
  done: 'Fertig',
  loading: 'Einen Moment…',
  undo: 'Rückgängig',
  table: 'Tisch {label}',

  pillConnecting: 'Verbindet…',
  pillLive: 'Live',
  pillOffline: 'Offline',
  pillQueued: { one: 'Offline · {n} wartet', other: 'Offline · {n} warten' },
  pillReconnecting: 'Verbindet neu, {seconds} s',
  pillSaving: 'Speichert…',
  pillStopped: 'Angehalten',

  refusedWhileAway: {
    one: '{n} Sache wurde abgelehnt, als niemand hinsah',
    other: '{n} Sachen wurden abgelehnt, als niemand hinsah',
  },
  seen: 'Gesehen',
  andMore: { one: 'und {n} weitere', other: 'und {n} weitere' },
  plainTitle: 'Diese Seite kam ohne https',
  plainText:
    'Sie funktioniert. Es fehlt, was Browser nur über https geben: sie zu installieren, sie ohne den Hub zu öffnen, den Bildschirm wach zu halten.',
  plainHow: 'So geht https',
  plainSeen: 'Verstanden',

  appearance: 'Aussehen',
  language: 'Sprache',
  themeDark: 'Dunkel',
  themeLight: 'Hell',
  themeSystem: 'Wie das Gerät',
  newVersion: 'Neue Version · laden',

  enrolTitle: 'Willkommen',
  enrolLead:
    'Dieses Gerät gehört noch zu keinem Café. Wer das Café leitet, kann einen Code dafür erstellen; er gilt 15 Minuten.',
  enrolCode: 'Code',
  enrolName: 'Name dieses Geräts',
  enrolNameHelp: 'Damit andere wissen, welches es ist: „Bar“, „Fenster“.',
  enrolSubmit: 'Gerät hinzufügen',
  nameTerminal: 'Kasse',
  nameKitchen: 'Küchenbildschirm',

  whoIsThere: 'Wer ist da?',
  noPeopleTitle: 'Noch kann sich niemand anmelden',
  noPeopleText: 'Geben Sie zuerst jemandem vom Personal eine PIN.',
  pinOf: 'PIN von {name}',
  pinTyped: { one: '{n} Ziffer', other: '{n} Ziffern' },
  pinNeedsHub: 'Zum Anmelden braucht es den Hub. Sobald er wieder da ist, geht es hier weiter.',
  pinKept: {
    one: '{n} Sache, die hier getippt wurde, ist gespeichert und geht von selbst hinaus.',
    other: '{n} Sachen, die hier getippt wurden, sind gespeichert und gehen von selbst hinaus.',
  },
  somebodyElse: 'Jemand anderes',
  lock: 'Sperren',

  roleOwner: 'Inhaber/in',
  roleManager: 'Leitung',
  roleCashier: 'Kasse',
  roleServer: 'Service',
  roleKitchen: 'Küche',

  deviceRevoked: 'Dieses Gerät wurde aus dem Café entfernt',
  deviceRevokedText: 'Alles, was es gesendet hatte, ist sicher. Fügen Sie es mit einem neuen Code wieder hinzu.',
  enrolAgain: 'Wieder hinzufügen',
  failed: 'Das ging nicht: {reason}',
};
