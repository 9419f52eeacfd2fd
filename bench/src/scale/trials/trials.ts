import type { Trial } from '../trial.ts';
import { capacityTrial } from './capacity-trial.ts';
import { crowdTrial } from './crowd-trial.ts';
import { failoverTrial } from './failover-trial.ts';
import { restartTrial } from './restart-trial.ts';
import { rolesTrial } from './roles-trial.ts';
import { stallTrial } from './stall-trial.ts';
import { weighTrial } from './weigh-trial.ts';

/** Everything that is measured, in the order of the report. */
export const TRIALS: readonly Trial[] = [
  crowdTrial,
  restartTrial,
  failoverTrial,
  stallTrial,
  weighTrial,
  capacityTrial,
  rolesTrial,
];
