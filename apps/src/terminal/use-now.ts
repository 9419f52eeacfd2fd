import { useCafe } from '@cafe/client-sdk/preact';
import { useEffect, useState } from 'preact/hooks';

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

/** Hours and minutes since a moment: `0:05`, `1:20`. Never below nothing: clocks differ. */
export const ageOf = (since: string, nowMs: number): string => {
  const minutes = Math.max(0, Math.floor((nowMs - Date.parse(since)) / 60_000));
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
};
