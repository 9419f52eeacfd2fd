/** About how many bytes plain JSON takes, without writing it: for bounds, where a few per cent do not matter. */
export const weightOf = (value: unknown): number => {
  if (typeof value === 'string') return value.length + 3;
  if (typeof value !== 'object' || value === null) return 8;
  let weight = 8;
  if (Array.isArray(value)) {
    for (const item of value) weight += weightOf(item);
    return weight;
  }
  for (const key in value) {
    // A key of the object itself: plain JSON inherits none.
    weight += key.length + 4 + weightOf((value as Readonly<Record<string, unknown>>)[key]);
  }
  return weight;
};

const known = new WeakMap<object, number>();

/** The weight of a commit's parts, which do not change any more and are weighed at several places: each is walked through once. */
export const weightOfParts = (parts: readonly object[]): number => {
  let weight = 0;
  for (const part of parts) {
    const before = known.get(part) ?? weightOf(part);
    known.set(part, before);
    weight += before;
  }
  return weight;
};
