/** How much of each trial is measured. */
export interface ScalePlan {
  readonly rounds: number;
  readonly bills: number;
  /** Screens on one server, and the orders per second that all of them are shown. */
  readonly crowd: {
    readonly screens: number;
    readonly rates: readonly number[];
    readonly seconds: number;
    readonly idleSeconds: number;
  };
  /** Screens whose server dies and comes back, or which move to another. */
  readonly outage: { readonly screens: number; readonly everyMs: number; readonly patienceMs: number };
  readonly failover: { readonly screens: number; readonly everyMs: number; readonly patienceMs: number };
  /** Of so many screens some stop reading while orders come. */
  readonly stall: {
    readonly screens: number;
    readonly stalled: number;
    readonly perSecond: number;
    readonly seconds: number;
  };
  /** How long each load of the model's measurements lasts. */
  readonly capacity: { readonly seconds: number; readonly idleSeconds: number };
  /** Whole bills that are played to weigh what they leave in the store. */
  readonly weigh: { readonly bills: number; readonly inFlight: number };
}

const FULL: ScalePlan = {
  rounds: 3,
  bills: 16,
  crowd: { screens: 1_000, rates: [2, 5], seconds: 6, idleSeconds: 6 },
  outage: { screens: 1_000, everyMs: 200, patienceMs: 90_000 },
  failover: { screens: 200, everyMs: 50, patienceMs: 30_000 },
  stall: { screens: 20, stalled: 10, perSecond: 200, seconds: 20 },
  capacity: { seconds: 4, idleSeconds: 5 },
  weigh: { bills: 400, inFlight: 8 },
};

const SMOKE: ScalePlan = {
  rounds: 1,
  bills: 4,
  crowd: { screens: 20, rates: [5], seconds: 0.5, idleSeconds: 0.3 },
  outage: { screens: 20, everyMs: 100, patienceMs: 20_000 },
  failover: { screens: 10, everyMs: 50, patienceMs: 20_000 },
  stall: { screens: 4, stalled: 2, perSecond: 50, seconds: 0.5 },
  capacity: { seconds: 0.3, idleSeconds: 0.3 },
  weigh: { bills: 4, inFlight: 2 },
};

/** The full plan, or one of some seconds that only shows that everything runs. */
export const scalePlanFor = ({ smoke }: { readonly smoke: boolean }): ScalePlan => (smoke ? SMOKE : FULL);
