import { toString as qrText } from 'qrcode';

/** What `npm start` tells people about the hub it started. */
export interface BannerFacts {
  readonly url: string;
  readonly storeName: string;
  readonly storeFoundBy: string;
  readonly isDemo: boolean;
  /** In a demo alone. */
  readonly people: readonly { readonly name: string; readonly role: string; readonly pin: string }[];
  readonly enrolmentCode?: string | undefined;
  /** Where devices learn to trust the café's own certificate, where it has one. */
  readonly trustUrl?: string | undefined;
  /** One table whose code can be scanned. */
  readonly table?: { readonly label: string; readonly code: string } | undefined;
}

const columns = (rows: readonly (readonly string[])[]): string[] => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => `    ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd());
};

const signIns = ({ people, enrolmentCode }: BannerFacts): string[] => [
  '  Demo sign-ins (on an enrolled device):',
  ...columns(people.map(({ name, role, pin }) => [name, role, `PIN ${pin}`])),
  ...(enrolmentCode ? [`  Enrol a device with the code ${enrolmentCode}`] : []),
];

/** The lines to print: where the API is, how to sign in, and the QR of a table as text. */
export const bannerOf = async (facts: BannerFacts): Promise<readonly string[]> => {
  const { url, storeName, storeFoundBy, isDemo, trustUrl, table } = facts;
  const address = table && `${url}/t/${table.code}`;
  const qr = address ? await qrText(address, { type: 'utf8', errorCorrectionLevel: 'L', margin: 2 }) : '';
  return [
    '',
    `  ${storeName} is open${isDemo ? ' (demo)' : ''}`,
    '',
    `  API      ${url}/api/v1`,
    `  Docs     ${url}/docs`,
    ...(trustUrl === undefined ? [] : [`  Trust    ${trustUrl}`]),
    `  Store    ${storeFoundBy}`,
    ...(isDemo ? ['', ...signIns(facts)] : []),
    ...(table && address
      ? [
          '',
          `  Table ${table.label}: ${address}`,
          ...qr
            .trimEnd()
            .split('\n')
            .map((line) => `  ${line}`),
        ]
      : []),
    '',
  ];
};
