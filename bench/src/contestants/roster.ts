import type { Contestant } from '../contestant.ts';
import type { ContestantName } from '../measurement.ts';
import { mongooseCreate } from './mongoose-create.ts';
import { ourHub } from './our-hub.ts';
import { rawInsert } from './raw-insert.ts';
import { relay } from './relay.ts';

/** Everyone who is measured, in the order of the report. */
export const ROSTER: readonly Contestant[] = [relay, rawInsert, mongooseCreate, ourHub];

/** The contestant of that name. Throws for a name that is not on the roster. */
export const contestantNamed = (name: ContestantName): Contestant => {
  const contestant = ROSTER.find((candidate) => candidate.name === name);
  if (!contestant) throw new Error(`nobody is called ${name}`);
  return contestant;
};
