import type { StaffMember } from '@cafe/contract/folds';
import { Refusal } from '../kernel/refusal.ts';

/** A person's new secret: their password or their PIN. */
export type NewSecret =
  | { readonly kind: 'password'; readonly value: string }
  | { readonly kind: 'pin'; readonly value: string };

const steps = (pin: string): number[] => [...pin].slice(1).map((digit, index) => Number(digit) - Number(pin[index]));

/** What everybody tries first: one digit, a run up or down, one pair again and again. */
const isWeakPin = (pin: string): boolean => {
  if (!/^\d{6,12}$/.test(pin)) return true;
  const isRun = [-1, 0, 1].some((step) => steps(pin).every((one) => one === step));
  return isRun || /^(\d\d)\1+$/.test(pin);
};

const isWeakPassword = (password: string, login: string | undefined): boolean =>
  password.length < 10 ||
  new Set(password).size < 5 ||
  (login !== undefined && login.length > 3 && password.toLowerCase().includes(login));

/** [USR-30] @throws {Refusal} `staff.weak_secret` */
export const mustNotBeWeak = ({ kind, value }: NewSecret, member: StaffMember | undefined): void => {
  const isWeak = kind === 'pin' ? isWeakPin(value) : isWeakPassword(value, member?.login);
  if (isWeak) throw new Refusal('staff.weak_secret', `this ${kind} is easily guessed`);
};
