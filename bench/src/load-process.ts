import { answerParent } from './ask.ts';
import type { Lane, Target } from './contestant.ts';
import { contestantNamed } from './contestants/roster.ts';
import { ownCpuMicros } from './cpu.ts';
import { runPhase } from './load.ts';
import type { ContestantName, Phase } from './measurement.ts';

/** What the load generator's process is asked, one after another, `join` first. */
export type LoadRequest =
  | { readonly kind: 'join'; readonly contestant: ContestantName; readonly target: Target }
  | { readonly kind: 'prepare' }
  | { readonly kind: 'run'; readonly phase: Phase }
  | { readonly kind: 'lifecycle'; readonly bills: number; readonly inFlight: number }
  | { readonly kind: 'cpu' }
  | { readonly kind: 'leave' };

let lane: Lane | undefined;

const joined = (): Lane => {
  if (!lane) throw new Error('asked for load before join');
  return lane;
};

answerParent(async (request: LoadRequest): Promise<unknown> => {
  switch (request.kind) {
    case 'join':
      lane = await contestantNamed(request.contestant).join(request.target);
      return undefined;
    case 'prepare':
      return joined().prepare();
    case 'run':
      return runPhase(joined(), request.phase);
    case 'lifecycle':
      return (await joined().lifecycle?.(request.bills, request.inFlight)) ?? [];
    case 'cpu':
      return ownCpuMicros();
    case 'leave':
      return joined().close();
  }
});
