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

/** The same of something that does not change any more, and is asked for more than once. */
export const knownWeightOf = (value: object): number => {
  const before = known.get(value);
  if (before !== undefined) return before;
  const weight = weightOf(value);
  known.set(value, weight);
  return weight;
};
