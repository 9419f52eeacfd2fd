import type { ContestantName, Phase } from './measurement.ts';

/** How much is measured. The whole must stay under 12 minutes with four contestants. */
export interface Plan {
  readonly repetitions: number;
  readonly phases: readonly Phase[];
  /** Seconds of the same load in front of each clock, not counted. */
  readonly warmUpSeconds: number;
  readonly lifecycle: { readonly bills: number; readonly inFlight: number };
}

/** The café of the benchmark: 512 bills, each sent to by one terminal alone. */
export const CAFE = { terminals: 64, billsPerTerminal: 8, screens: 4 } as const;

/** Bills open at the same time. */
export const BILLS = CAFE.terminals * CAFE.billsPerTerminal;

const FULL: Plan = {
  repetitions: 3,
  phases: [
    { kind: 'rate', perSecond: 200, seconds: 10 },
    { kind: 'rate', perSecond: 1000, seconds: 8 },
    { kind: 'inFlight', inFlight: 128, seconds: 5 },
  ],
  warmUpSeconds: 1.5,
  lifecycle: { bills: 1024, inFlight: 32 },
};

const SMOKE: Plan = {
  repetitions: 1,
  phases: [
    { kind: 'rate', perSecond: 200, seconds: 0.5 },
    { kind: 'inFlight', inFlight: 128, seconds: 0.3 },
  ],
  warmUpSeconds: 0.2,
  lifecycle: { bills: 64, inFlight: 32 },
};

/** The full plan, or one of a few seconds that only shows that everything runs. */
export const planFor = ({ smoke }: { readonly smoke: boolean }): Plan => (smoke ? SMOKE : FULL);

/** Rates above this are not asked of single inserts on a store that cannot bear them (the Python store does 450–650/s). */
const WEAK_STORE_INSERTS_PER_SECOND = 200;

/** The phases one contestant is measured in: on a weak store, those that insert one by one get only the rates it bears. */
export const phasesOf = (
  plan: Plan,
  contestant: ContestantName,
  store: { readonly weak: boolean },
): readonly Phase[] => {
  if (!store.weak || contestant === 'relay' || contestant === 'our-hub') return plan.phases;
  return plan.phases.filter((phase) => phase.kind === 'rate' && phase.perSecond <= WEAK_STORE_INSERTS_PER_SECOND);
};

/** The contestants in another order each repetition: every second time backwards, and rotated, so that another is first. */
export const rotated = <T>(items: readonly T[], repetition: number): T[] => {
  const turned = repetition % 2 === 0 ? [...items].reverse() : [...items];
  const start = Math.floor((repetition - 1) / 2) % Math.max(1, items.length);
  return [...turned.slice(start), ...turned.slice(0, start)];
};
