/** Minutes of a day. */
export const DAY_MINUTES = 24 * 60;

/** A rush: when it is at its height on the café's own clock, how wide it is, and its share of the day's bills. */
export interface Rush {
  readonly minute: number;
  readonly widthMinutes: number;
  readonly share: number;
}

const bell = (minute: number, { minute: height, widthMinutes }: Rush): number => {
  const apart = Math.abs(minute - height);
  const distance = Math.min(apart, DAY_MINUTES - apart); // the day goes round
  return Math.exp(-0.5 * (distance / widthMinutes) ** 2);
};

/** The share of a day's bills that is opened in each minute of the café's own day; together they are 1. */
export const loadCurve = (rushes: readonly Rush[]): readonly number[] => {
  const minutes = Array.from({ length: DAY_MINUTES }, (_, minute) => minute);
  const curve = minutes.map(() => 0);
  const shares = rushes.reduce((sum, { share }) => sum + share, 0);
  for (const rush of rushes) {
    const bells = minutes.map((minute) => bell(minute, rush));
    const area = bells.reduce((sum, height) => sum + height, 0);
    for (const minute of minutes)
      curve[minute] = (curve[minute] ?? 0) + (bells[minute] ?? 0) * (rush.share / shares / area);
  }
  return curve;
};
