import type { BusinessDay } from '@cafe/contract';

/** What a store's days go by. */
export interface Calendar {
  /** IANA, `Europe/Berlin`. */
  readonly timeZone: string;
  /** The local time at which a business day begins, `04:00`: a sale at 01:30 belongs to the evening before. */
  readonly dayStart: string;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * Tells the business day of a moment, by local wall time, so that days with 23 or 25 hours are whole. Answers from memory
 * within a minute: time zones are dear, and this is asked for every commit.
 */
export const createBusinessDays = (calendar: () => Calendar): ((at: Date) => BusinessDay) => {
  let formatter: { readonly timeZone: string; readonly format: Intl.DateTimeFormat } | undefined;
  let known: { readonly minute: number; readonly calendar: Calendar; readonly day: BusinessDay } | undefined;
  const formatFor = (timeZone: string): Intl.DateTimeFormat => {
    if (formatter?.timeZone !== timeZone) formatter = { timeZone, format: wallClock(timeZone) };
    return formatter.format;
  };
  return (at) => {
    const minute = Math.floor(at.getTime() / MINUTE_MS);
    const { timeZone, dayStart } = calendar();
    if (known?.minute === minute && known.calendar.timeZone === timeZone && known.calendar.dayStart === dayStart) {
      return known.day;
    }
    const day = businessDayOf(formatFor(timeZone).formatToParts(at), dayStart);
    known = { minute, calendar: { timeZone, dayStart }, day };
    return day;
  };
};

const wallClock = (timeZone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });

const businessDayOf = (parts: readonly Intl.DateTimeFormatPart[], dayStart: string): BusinessDay => {
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
  const date = `${part('year')}-${part('month')}-${part('day')}`;
  if (`${part('hour')}:${part('minute')}` >= dayStart) return date;
  return new Date(Date.parse(`${date}T00:00:00.000Z`) - DAY_MS).toISOString().slice(0, 10);
};
