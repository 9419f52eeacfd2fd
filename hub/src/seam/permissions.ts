import { PERMISSIONS } from '@cafe/contract/folds';

// Object.keys forgets that the keys are the table's.
const ALL: readonly string[] = Object.keys(PERMISSIONS);

/** What somebody may, as a list: a function cannot go over a wire. */
export const listOf = (may: (permission: string) => boolean): string[] => ALL.filter(may);

/** The same again as a function. What is not listed is denied. */
export const mayOf = (listed: readonly string[]): ((permission: string) => boolean) => {
  const held = new Set(listed);
  return (permission) => held.has(permission);
};
