/** How a kind of device is told to trust the café, step by step. */
export interface TrustSteps {
  readonly device: string;
  readonly steps: readonly string[];
}

export interface TrustWords {
  readonly title: string;
  readonly why: string;
  readonly download: string;
  readonly fingerprint: string;
  readonly afterwards: string;
  readonly devices: readonly TrustSteps[];
  readonly withoutTitle: string;
  readonly without: string;
  readonly withoutHow: string;
  readonly elsewhere: string;
}

export const TRUST_EN: TrustWords = {
  title: 'Trust this café',
  why: 'This café signs its own pages. A device that trusts it keeps its screen awake, installs the pages as apps, and nobody in the network can read along. Do this only on devices of the house, once each. Guests need none of it.',
  download: 'Download the certificate of this café',
  fingerprint: 'Its SHA-256 fingerprint, to be compared with what “npm run cafe -- tls” printed:',
  afterwards: 'Then open this address:',
  devices: [
    {
      device: 'iPhone and iPad',
      steps: [
        'Open this page in Safari, tap the download and allow it.',
        'Settings → General → VPN & Device Management → the profile “Cafe hub” → Install.',
        'Settings → General → About → Certificate Trust Settings → switch “Cafe hub” on.',
      ],
    },
    {
      device: 'Android phone and tablet',
      steps: [
        'Tap the download.',
        'Settings → Security and privacy → More security settings → Encryption and credentials → Install a certificate → CA certificate. Search the settings for “CA certificate” where they are called otherwise.',
        'Choose “Install anyway” and the file cafe-ca.crt.',
      ],
    },
    {
      device: 'Windows',
      steps: [
        'Open the file cafe-ca.crt → Install Certificate → Local Machine.',
        'Choose “Place all certificates in the following store” → Trusted Root Certification Authorities.',
        'Close the browser and open it again.',
      ],
    },
    {
      device: 'macOS',
      steps: [
        'Open the file cafe-ca.crt; Keychain Access asks where to: choose System.',
        'Double-click “Cafe hub” → Trust → When using this certificate: Always Trust.',
        'Close the browser and open it again.',
      ],
    },
  ],
  withoutTitle: 'This hub has no certificate yet',
  without:
    'Everything works without one but this: browsers do not keep the screen awake, do not install the pages as apps, and do not open them while the hub is away.',
  withoutHow: 'On the hub’s machine, run this and start the hub again; then come back to this page:',
  elsewhere: 'This hub is reached by https, with a certificate that devices trust already. There is nothing to do.',
};

export const TRUST_DE: TrustWords = {
  title: 'Diesem Café vertrauen',
  why: 'Dieses Café unterschreibt seine Seiten selbst. Ein Gerät, das ihm vertraut, hält den Bildschirm wach, installiert die Seiten als Apps, und niemand im Netz liest mit. Das ist nur für Geräte des Hauses, auf jedem einmal. Gäste brauchen nichts davon.',
  download: 'Das Zertifikat dieses Cafés herunterladen',
  fingerprint: 'Sein SHA-256-Fingerabdruck, zum Vergleich mit dem, was „npm run cafe -- tls“ gezeigt hat:',
  afterwards: 'Danach diese Adresse öffnen:',
  devices: [
    {
      device: 'iPhone und iPad',
      steps: [
        'Diese Seite in Safari öffnen, das Zertifikat herunterladen und zulassen.',
        'Einstellungen → Allgemein → VPN und Geräteverwaltung → das Profil „Cafe hub“ → Installieren.',
        'Einstellungen → Allgemein → Info → Zertifikatsvertrauenseinstellungen → „Cafe hub“ einschalten.',
      ],
    },
    {
      device: 'Android-Telefon und -Tablet',
      steps: [
        'Das Zertifikat herunterladen.',
        'Einstellungen → Sicherheit und Datenschutz → Weitere Sicherheitseinstellungen → Verschlüsselung und Anmeldedaten → Zertifikat installieren → CA-Zertifikat. Heißt es anders: in den Einstellungen nach „CA-Zertifikat“ suchen.',
        '„Trotzdem installieren“ und die Datei cafe-ca.crt wählen.',
      ],
    },
    {
      device: 'Windows',
      steps: [
        'Die Datei cafe-ca.crt öffnen → Zertifikat installieren → Lokaler Computer.',
        '„Alle Zertifikate in folgendem Speicher speichern“ → Vertrauenswürdige Stammzertifizierungsstellen.',
        'Den Browser schließen und wieder öffnen.',
      ],
    },
    {
      device: 'macOS',
      steps: [
        'Die Datei cafe-ca.crt öffnen; die Schlüsselbundverwaltung fragt wohin: System wählen.',
        'Doppelklick auf „Cafe hub“ → Vertrauen → Bei Verwendung dieses Zertifikats: Immer vertrauen.',
        'Den Browser schließen und wieder öffnen.',
      ],
    },
  ],
  withoutTitle: 'Dieser Hub hat noch kein Zertifikat',
  without:
    'Ohne eines geht alles außer dem: Browser halten den Bildschirm nicht wach, installieren die Seiten nicht als Apps und öffnen sie nicht, solange der Hub weg ist.',
  withoutHow: 'Auf dem Rechner des Hubs dies ausführen und den Hub neu starten; dann auf diese Seite zurückkommen:',
  elsewhere:
    'Dieser Hub ist über https erreichbar, mit einem Zertifikat, dem Geräte schon vertrauen. Es ist nichts zu tun.',
};
