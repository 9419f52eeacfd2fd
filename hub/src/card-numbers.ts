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

/** The texts of a command that people typed: everything but ids and the type. */
const textsOf = (value: unknown): string[] => {
  if (typeof value === 'string') return UUID.test(value) ? [] : [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(textsOf);
  return [];
};

/**
 * Refuses a command in which somebody typed a card number, in one text or split over neighbouring ones, so that none can
 * stand in a field, a log or an event (PCI DSS 3.5.1).
 *
 * @throws {Refusal} `input.card_number`
 */
export const refuseCardNumbers = (command: unknown): void => {
  const texts = textsOf(command);
  const joined = texts.map((text, index) => `${text}${texts[index + 1] ?? ''}`);
  if ([...texts, ...joined].some((text) => /\d/.test(text) && holdsCardNumber(text))) {
    throw new Refusal('input.card_number', 'a text looks like a card number');
  }
};
