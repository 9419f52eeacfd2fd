import { CafeError } from '@cafe/client-sdk';
import { say } from '../i18n/shared.ts';

/** What went wrong, for a person. */
export const sayRefusal = (thrown: unknown): string => {
  if (!(thrown instanceof CafeError)) return say('failed', { reason: String(thrown) });
  if (thrown.code === 'client.unreachable') return say('unreachable');
  return say('failed', { reason: thrown.remedy ?? thrown.message });
};
