/** More digits than that are a slip: nobody hands over ten million. */
const LONGEST = 9;

/** Digits come in from the end, as on a card reader: 1, 10, 105 are 0.01, 0.10, 1.05. Pure. */
export const withDigit = (amount: number, digit: string): number => {
  const next = amount * 10 + Number(digit);
  return String(next).length > LONGEST ? amount : next;
};

export const withoutDigit = (amount: number): number => Math.floor(amount / 10);
