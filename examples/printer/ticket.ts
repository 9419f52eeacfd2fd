import type { OrderLine, RunningBill } from '@cafe/client-sdk';

// The few commands of ESC/POS that every kitchen printer knows.
const RESET = [0x1b, 0x40];
const LARGE = [0x1d, 0x21, 0x11];
const NORMAL = [0x1d, 0x21, 0x00];
const FEED_AND_CUT = [0x1d, 0x56, 0x42, 0x03];

/** Printers know code pages, not Unicode: letters lose their accents, and what is left over is a question mark. */
const bytesOf = (text: string): number[] =>
  Array.from(text.normalize('NFD').replaceAll(/\p{M}/gu, ''), (letter) => {
    const code = letter.codePointAt(0) ?? 0;
    return code >= 0x20 && code < 0x7f ? code : code === 0x0a ? 0x0a : 0x3f;
  });

const textOf = ({ quantity, name, variantName, modifiers, note }: OrderLine): string => {
  const extras = modifiers.map((modifier) => `   + ${modifier.name}\n`).join('');
  const size = variantName === undefined ? '' : ` (${variantName})`;
  return `${quantity} x ${name}${size}\n${extras}${note === undefined ? '' : `   ! ${note}\n`}`;
};

/** A kitchen ticket as bytes for a printer: the number in large, then the lines. */
export const ticketOf = (bill: RunningBill, lines: readonly OrderLine[]): Uint8Array => {
  const where = bill.tableLabel === undefined ? bill.serviceType : `table ${bill.tableLabel}`;
  const head = `#${bill.displayNumber ?? '-'} ${where}\n`;
  const body = lines.map(textOf).join('');
  return Uint8Array.from([...RESET, ...LARGE, ...bytesOf(head), ...NORMAL, ...bytesOf(body), ...FEED_AND_CUT]);
};
