import { Refusal } from '@cafe/services/kernel';

/** What people put between digits: up to three blanks, dashes, dots, commas, slashes, or signs that nobody sees. */
const BETWEEN = /[\s\p{Pd}\p{Cf}.,_/·]{1,3}/u;
/** As many digits as a card number has or more, however they are grouped. */
const RUN = new RegExp(`\\d(?:(?:${BETWEEN.source})?\\d){12,}`, 'gu');
/** How many digits a card number has (ISO/IEC 7812-1). */
const LEAST = 13;
const MOST = 19;
/** So much of a text can belong to a number that goes on in the next one. */
const REACH = MOST * 4;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const HASH = /^[0-9a-f]{64}$/;

const ASCII = /^[ -~]*$/;

/** What a digit counts for in the check of ISO/IEC 7812-1, annex B, where it is doubled. */
const DOUBLED = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];

/**
 * Sums of the digits up to each place, with those doubled that stand at even places, or at odd ones: the check of any
 * stretch of them is one subtraction, so that the longest message costs no more than reading it.
 */
const checkSums = (digits: string) => {
  const sums: [even: number[], odd: number[]] = [[0], [0]];
  for (const [place, text] of [...digits].entries()) {
    const digit = Number(text);
    for (const [parity, sum] of sums.entries()) {
      sum.push((sum[place] ?? 0) + (place % 2 === parity ? (DOUBLED[digit] ?? 0) : digit));
    }
  }
  return (from: number, to: number): number => {
    const sum = sums[to % 2 === 0 ? 0 : 1]; // the last digit is not doubled, the one before it is
    return (sum[to] ?? 0) - (sum[from] ?? 0);
  };
};

/** Whether some of these groups of digits, side by side, are a card number: a quantity before it or a date behind hide none. */
const isAmong = (groups: readonly string[]): boolean => {
  const check = checkSums(groups.join(''));
  const ends: number[] = [0];
  for (const group of groups) ends.push((ends.at(-1) ?? 0) + group.length);
  return ends.some((from, index) =>
    ends.slice(index + 1, index + 1 + MOST).some((to) => {
      const length = to - from;
      return length >= LEAST && length <= MOST && check(from, to) % 10 === 0;
    }),
  );
};

const isDigit = (point: number): boolean => /\p{Nd}/u.test(String.fromCodePoint(point));

/** A digit of any script as one of ours: each script's ten stand in a row, from 0 on. */
const toAscii = (digit: string): string => {
  const point = digit.codePointAt(0) ?? 0;
  let before = 0;
  while (isDigit(point - before - 1)) before += 1;
  return String(before % 10);
};

const plain = (text: string): string =>
  ASCII.test(text) ? text : text.normalize('NFKC').replace(/(?![0-9])\p{Nd}/gu, toAscii);

const holdsCardNumber = (text: string): boolean => [...text.matchAll(RUN)].some(([run]) => isAmong(run.split(BETWEEN)));

/** What no person typed: an id, or the hash of a secret. Their lengths are looked at first, because most texts have neither. */
const isMade = (text: string): boolean =>
  (text.length === 36 && UUID.test(text)) || (text.length === 64 && HASH.test(text));

/** Puts the texts of a command that people typed into a list. */
const collect = (value: unknown, texts: string[]): void => {
  if (typeof value === 'string') {
    if (!isMade(value)) texts.push(value);
  } else if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) collect(inner, texts); // of an array too
  }
};

const isAsciiDigit = (code: number): boolean => code >= 48 && code <= 57;

/** Whether all of these together have fewer digits than a card number: nearly every command needs no closer look. */
const haveFewDigits = (texts: readonly string[]): boolean => {
  let digits = 0;
  for (const text of texts) {
    if (!ASCII.test(text)) return false; // its signs may turn out to be digits
    for (let index = 0; index < text.length; index += 1) if (isAsciiDigit(text.charCodeAt(index))) digits += 1;
  }
  return digits < LEAST;
};

/**
 * Refuses a command in which somebody typed a card number, in one text or split over neighbouring ones, so that none can
 * stand in a field, a log or an event (PCI DSS 3.5.1).
 *
 * @throws {Refusal} `input.card_number`
 */
export const refuseCardNumbers = (command: unknown): void => {
  const typed: string[] = [];
  collect(command, typed);
  if (haveFewDigits(typed)) return;
  const texts = typed.map(plain);
  const seams = texts.map((text, index) => `${text.slice(-REACH)}${(texts[index + 1] ?? '').slice(0, REACH)}`);
  if ([...texts, ...seams].some((text) => /\d/.test(text) && holdsCardNumber(text))) {
    throw new Refusal('input.card_number', 'a text looks like a card number');
  }
};
