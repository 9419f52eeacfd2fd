import type { Person } from './table-lines.ts';
import { say } from './words.ts';

/** How a person is called on this phone. */
export const nameOf = ({ kind, name }: Person): string => {
  if (kind === 'me') return say('me', { name });
  return kind === 'staff' ? say('staff') : name;
};

const TONES = ['accent', 'info', 'good', 'warn'] as const;

/** The same colour for the same person wherever they stand; it says nothing that the letter beside it does not. */
const toneOf = (name: string): (typeof TONES)[number] => {
  const sum = [...name].reduce((all, letter) => all + (letter.codePointAt(0) ?? 0), 0);
  return TONES[sum % TONES.length] ?? 'accent';
};

/** A round picture of somebody: their first letter. */
export const Face = ({ person }: { readonly person: Person }) => (
  <span class={`face tone-${person.kind === 'staff' ? 'neutral' : toneOf(person.name)}`} aria-hidden="true">
    {([...person.name.trim()][0] ?? '·').toUpperCase()}
  </span>
);
