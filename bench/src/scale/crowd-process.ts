import { answerParent } from '../ask.ts';
import { ownCpuMicros } from '../cpu.ts';
import { runPhase } from '../load.ts';
import type { Phase } from '../measurement.ts';
import { type Crowd, createCrowd, laneOf } from './crowd.ts';
import type { CrowdTarget } from './crowd-side.ts';
import { type OutageOptions, rideOut } from './outage.ts';
import { playAtRate, playInFlight } from './whole-bills.ts';

/** What the crowd's process is asked, one after another, `join` first. */
export type CrowdRequest =
  | { readonly kind: 'join'; readonly target: CrowdTarget; readonly bills: number }
  | { readonly kind: 'seat'; readonly screens: number }
  | { readonly kind: 'run'; readonly phase: Phase }
  /** Whole bills, so many begun a second. */
  | { readonly kind: 'bills'; readonly perSecond: number; readonly seconds: number }
  /** Whole bills, so many at a time. */
  | { readonly kind: 'allBills'; readonly bills: number; readonly inFlight: number }
  | { readonly kind: 'stall'; readonly screens: number }
  | ({ readonly kind: 'outage' } & OutageOptions)
  | { readonly kind: 'frameBytes' }
  | { readonly kind: 'lost' }
  | { readonly kind: 'cpu' }
  | { readonly kind: 'leave' };

let crowd: Crowd | undefined;

const joined = (): Crowd => {
  if (!crowd) throw new Error('asked for a crowd before join');
  return crowd;
};

const stall = (count: number): void => {
  for (const seat of joined().seats.slice(0, count)) {
    seat.stalled = true;
    seat.screen.stall();
  }
};

answerParent(async (request: CrowdRequest): Promise<unknown> => {
  switch (request.kind) {
    case 'join':
      crowd = await createCrowd(request.target);
      return crowd.sender.open(request.bills);
    case 'seat':
      return joined().seat(request.screens);
    case 'run':
      return runPhase(laneOf(joined()), request.phase);
    case 'bills':
      return playAtRate(joined().sender, request.perSecond, request.seconds);
    case 'allBills':
      return playInFlight(joined().sender, request.bills, request.inFlight);
    case 'stall':
      return stall(request.screens);
    case 'outage':
      return rideOut(joined(), request);
    case 'frameBytes':
      return joined().side.frameBytes();
    case 'lost':
      return joined().lost;
    case 'cpu':
      return ownCpuMicros();
    case 'leave':
      return joined().close();
  }
});
