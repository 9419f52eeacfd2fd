import { CafeError } from '@cafe/client-sdk';
import { language } from '../i18n/language.ts';
import { REFUSALS_DE } from '../i18n/refusals-de.ts';
import { REFUSALS_EN } from '../i18n/refusals-en.ts';
import { say } from '../i18n/shared.ts';

/** What went wrong, for a person, in the language of the page; a code that has no words of its own stands for itself. */
export const sayRefusal = (thrown: unknown): string => {
  if (!(thrown instanceof CafeError)) return say('failed', { reason: String(thrown) });
  const words: Readonly<Record<string, string>> = language.value === 'de' ? REFUSALS_DE : REFUSALS_EN;
  return words[thrown.code] ?? say('failed', { reason: thrown.code });
};
