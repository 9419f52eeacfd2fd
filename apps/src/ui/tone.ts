/**
 * What a colour says. `accent` is the one of the house and says “touch me”; the others are states, always with an icon and a
 * word beside them.
 */
export type Tone = 'neutral' | 'accent' | 'info' | 'good' | 'warn' | 'bad';
