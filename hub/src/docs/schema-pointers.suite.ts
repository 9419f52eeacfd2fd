/** A JSON value one can look into. */
export type Json = { readonly [name: string]: Json } | readonly Json[] | string | number | boolean | null | undefined;

/** Every `$ref` in a document. */
export const refsIn = (value: Json): string[] => {
  if (typeof value !== 'object' || value === null) return [];
  const own =
    !Array.isArray(value) && typeof (value as { $ref?: Json }).$ref === 'string'
      ? [(value as { $ref: string }).$ref]
      : [];
  return [...own, ...Object.values(value).flatMap((inner) => refsIn(inner as Json))];
};

/** What a `$ref` like `#/components/schemas/Order` points to. */
export const lookUp = (document: Json, ref: string): Json =>
  ref
    .slice(2)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<Json>(
      (at, step) => (typeof at === 'object' && at !== null ? (at as Record<string, Json>)[step] : undefined),
      document,
    );
