import type { Audience, By } from '@cafe/contract';

/** Staff and kitchen see who did it. A guest sees the kind, and the id of guests: no staff names, no devices. */
export const redactBy = (audience: Audience, by: By): By => {
  switch (audience) {
    case 'staff':
    case 'kitchen':
      return by;
    case 'guest':
    case 'public':
      return by.kind === 'guest' ? { kind: 'guest', ...(by.id !== undefined && { id: by.id }) } : { kind: by.kind };
  }
};
