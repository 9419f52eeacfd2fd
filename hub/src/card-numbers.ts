import { Refusal } from '@cafe/services/kernel';

/** 13–19 digits, with single spaces or dashes between them, and no digit or letter at either end (ISO/IEC 7812-1). */
const CANDIDATE = /(?<![0-9A-Za-z])\d(?:[ -]?\d){12,18}(?![0-9A-Za-z])/g;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** The check digit of ISO/IEC 7812-1, annex B. */
const isLuhnValid = (digits: string): boolean => {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = digit * 2;
    sum += index % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
};

const holdsCardNumber = (text: string): boolean =>
  [...text.matchAll(CANDIDATE)].some(([found]) => isLuhnValid(found.replace(/[ -]/g, '')));

const hasDigit = (text: string): boolean => /\d/.test(text);

/** Adds the texts of a command that people typed, in their order: everything but ids and the type. */
const collectTexts = (value: unknown, texts: string[]): void => {
  if (typeof value === 'string') {
    if (!UUID.test(value)) texts.push(value);
  } else if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) collectTexts(inner, texts); // of a list: its items
  }
};

/**
 * Refuses a command in which somebody typed a card number, in one text or split over neighbouring ones, so that none can
 * stand in a field, a log or an event (PCI DSS 3.5.1).
 *
 * @throws {Refusal} `input.card_number`
 */
export const refuseCardNumbers = (command: unknown): void => {
  const texts: string[] = [];
  collectTexts(command, texts);
  if (!texts.some(hasDigit)) return; // nearly every command
  const joined = texts.map((text, index) => `${text}${texts[index + 1] ?? ''}`);
  if ([...texts, ...joined].some((text) => hasDigit(text) && holdsCardNumber(text))) {
    throw new Refusal('input.card_number', 'a text looks like a card number');
  }
};
