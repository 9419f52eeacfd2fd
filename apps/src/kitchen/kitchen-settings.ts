import type { StationId } from '@cafe/client-sdk';
import { computed, signal } from '@preact/signals';
import { fieldsOf, keep, kept } from '../session/browser-storage.ts';
import { type KeyMap, parseKeys } from './key-map.ts';
import { SHIPPED_THRESHOLDS, sensible, type Thresholds } from './ticket-time.ts';

/** What somebody set on this screen. */
export interface KitchenSettings {
  /** Absent: all stations. */
  readonly stationId?: StationId | undefined;
  /** By station, and under `all` for all of them; what is not there is as shipped. */
  readonly thresholds: Readonly<Record<string, Thresholds>>;
  readonly keys: KeyMap;
  /** Whether a number bumps at once, or selects first. */
  readonly numberBumps: boolean;
  /** 0 to 10; 0 is silent. */
  readonly volume: number;
  /** Whether a new card calls again until somebody has touched it. */
  readonly repeats: boolean;
}

const KEY = 'cafe.kitchen';
const SHIPPED_VOLUME = 7;

const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

const parseThresholds = (value: unknown): Record<string, Thresholds> => {
  const read: Record<string, Thresholds> = {};
  for (const [station, pair] of Object.entries(fieldsOf(value))) {
    const { warnMinutes, lateMinutes } = fieldsOf(pair);
    if (isNumber(warnMinutes) && isNumber(lateMinutes)) read[station] = sensible({ warnMinutes, lateMinutes });
  }
  return read;
};

const parse = (value: unknown): KitchenSettings => {
  const { stationId, thresholds, keys, numberBumps, volume, repeats } = fieldsOf(value);
  return {
    ...(typeof stationId === 'string' && { stationId: stationId as StationId }), // an id that this page wrote down
    thresholds: parseThresholds(thresholds),
    keys: parseKeys(fieldsOf(keys)),
    numberBumps: numberBumps === true,
    volume: isNumber(volume) ? Math.min(10, Math.max(0, Math.round(volume))) : SHIPPED_VOLUME,
    repeats: repeats === true,
  };
};

export const settings = signal<KitchenSettings>(kept(KEY, parse) ?? parse({}));

export const change = (changed: Partial<KitchenSettings>): void => {
  settings.value = { ...settings.value, ...changed };
  keep(KEY, settings.value);
};

const stationKey = ({ stationId }: KitchenSettings): string => stationId ?? 'all';

/** Those of the station that is shown. */
export const thresholds = computed(
  (): Thresholds => settings.value.thresholds[stationKey(settings.value)] ?? SHIPPED_THRESHOLDS,
);

export const changeThresholds = (changed: Partial<Thresholds>): void => {
  const next = sensible({ ...thresholds.peek(), ...changed });
  change({ thresholds: { ...settings.value.thresholds, [stationKey(settings.value)]: next } });
};
