import { useCafe } from '@cafe/client-sdk/preact';
import { useEffect, useState } from 'preact/hooks';
import { age } from '../i18n/format.ts';

const EVERY_MS = 10_000;

/** The hub's time, in milliseconds, looked at anew every ten seconds: for how long something has been so. */
export const useNow = (): number => {
  const cafe = useCafe();
  const [now, setNow] = useState(() => cafe.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(cafe.now()), EVERY_MS);
    return () => clearInterval(timer);
  }, [cafe]);
  return now;
};

/** A moment as the hub writes it. */
export const instantOf = (ms: number): string => new Date(ms).toISOString();

/** How old a moment is: `5 min`, `1:20 h`. Never below nothing: clocks differ. */
export const ageOf = (since: string, nowMs: number): string => age((nowMs - Date.parse(since)) / 1_000);
