import type { StationId } from '@cafe/client-sdk';
import { signal } from '@preact/signals';
import { fieldsOf, keep, kept } from '../session/browser-storage.ts';
import { type KeyMap, parseKeys } from './key-map.ts';
import { type SetThresholds, sensible, type Thresholds, type TimedBy, thresholdsIn, timedKey } from './ticket-time.ts';

/** What somebody set on this screen. */
export interface KitchenSettings {
  /** Absent: all stations. */
  readonly stationId?: StationId | undefined;
  readonly thresholds: SetThresholds;
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

type Service = TimedBy['service'];

/** The station that is shown, and a kind of order there. */
const shownBy = (service: Service): TimedBy => ({ station: settings.value.stationId ?? 'all', service });

/** Those of the station that is shown, for a kind of order. */
export const thresholdsOf = (service: Service): Thresholds => thresholdsIn(settings.value.thresholds, shownBy(service));

/** Whether that kind of order has thresholds of its own at the station that is shown. */
export const isTimedApart = (service: Service): boolean =>
  Object.hasOwn(settings.value.thresholds, timedKey(shownBy(service)));

export const changeThresholds = (service: Service, changed: Partial<Thresholds>): void => {
  const next = sensible({ ...thresholdsOf(service), ...changed });
  change({ thresholds: { ...settings.value.thresholds, [timedKey(shownBy(service))]: next } });
};

/** From now on it is as its station is; a station, as shipped. */
export const forgetThresholds = (service: Service): void => {
  const key = timedKey(shownBy(service));
  const others = Object.entries(settings.value.thresholds).filter(([one]) => one !== key);
  change({ thresholds: Object.fromEntries(others) });
};
