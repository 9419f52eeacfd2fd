/** What was typed on the order screen: how many, and of what. */
export interface Entry {
  /** 1–99. */
  readonly quantity: number;
  /** What is looked for: a name, or a PLU; nothing yet where only a quantity was typed. */
  readonly text: string;
  /** Digits alone: with Enter the PLU, with a tap on an item the quantity. */
  readonly digits: string | undefined;
}

const COUNTED = /^([1-9]\d?)(?:\s*[x×*]\s*|\s+)(.*)$/i;

/**
 * Reads what was typed: `3` is a quantity or a PLU, `3 capp`, `3x capp` and `3*104` are a quantity and what it is of, anything
 * else is looked for as it is. Pure.
 */
export const readEntry = (typed: string): Entry => {
  const text = typed.trimStart();
  const [, counted, rest = ''] = COUNTED.exec(text) ?? [];
  if (counted !== undefined) return { quantity: Number(counted), text: rest.trim(), digits: undefined };
  const whole = text.trim();
  if (!/^\d+$/.test(whole)) return { quantity: 1, text: whole, digits: undefined };
  const isQuantity = /^[1-9]\d?$/.test(whole);
  return { quantity: isQuantity ? Number(whole) : 1, text: isQuantity ? '' : whole, digits: whole };
};
