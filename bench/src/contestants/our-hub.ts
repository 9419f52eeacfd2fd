import type { Contestant } from '../contestant.ts';
import { joinOurHub } from '../hub-lane.ts';
import { serveOurHub } from '../hub-process.ts';

/** What all this is about. */
export const ourHub: Contestant = {
  name: 'our-hub',
  title: '**this hub**',
  serve: serveOurHub,
  join: joinOurHub,
};
