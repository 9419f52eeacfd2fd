import type { MenuItem } from '@cafe/client-sdk';

/** Small letters without accents: `caffe` finds `Caffè`. */
export const plain = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

const wordsOf = (text: string): string[] =>
  plain(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/** How well a name answers; lower is better, undefined: not at all. */
const rankOf = ({ name, plu }: MenuItem, query: string): number | undefined => {
  if (plu !== undefined && plain(plu) === query) return 0;
  const whole = plain(name);
  if (whole.startsWith(query)) return 1;
  const words = wordsOf(name);
  const asked = wordsOf(query);
  if (asked.length > 0 && asked.every((one) => words.some((word) => word.startsWith(one)))) return 2;
  if (
    query.length > 1 &&
    words
      .map((word) => word[0])
      .join('')
      .startsWith(query)
  )
    return 3;
  if (plu !== undefined && query.length > 1 && plain(plu).startsWith(query)) return 4;
  return query.length > 1 && whole.includes(query) ? 5 : undefined;
};

/** The items that answer what was typed, the best first; those that rank alike stay in the menu's order. Pure. */
export const search = (items: readonly MenuItem[], typed: string): readonly MenuItem[] => {
  const query = plain(typed.trim());
  if (query === '') return [];
  return items
    .flatMap((item) => {
      const rank = rankOf(item, query);
      return rank === undefined ? [] : [{ item, rank }];
    })
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ item }) => item);
};

/** The item of exactly this PLU, as a scanner types it. */
export const byPlu = (items: readonly MenuItem[], plu: string): MenuItem | undefined =>
  items.find((item) => item.plu !== undefined && plain(item.plu) === plain(plu));
