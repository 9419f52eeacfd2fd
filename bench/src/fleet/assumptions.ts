import type { Rush } from './load-curve.ts';

/** A kind of café, and its share of the fleet. */
export interface CafeClass {
  readonly name: string;
  readonly share: number;
  readonly billsPerDay: number;
  /** Terminals, kitchen screens and boards that are on while it is open. */
  readonly screens: number;
  /** Guests' phones that follow a bill while it runs. */
  readonly phonesPerBill: number;
}

/** Part of the fleet in a time zone, in minutes east of UTC. */
export interface Zone {
  readonly offsetMinutes: number;
  readonly share: number;
}

/** A step of a bill: so many minutes after it was opened. */
export interface Step {
  readonly command: string;
  readonly minute: number;
}

/** What is assumed of the cafés. None of it was measured: whoever knows their own cafés puts their own numbers here. */
export interface Assumptions {
  readonly classes: readonly CafeClass[];
  readonly zones: readonly Zone[];
  readonly rushes: readonly Rush[];
  /** The life of a bill, as the benchmark plays it; the last step closes it. */
  readonly bill: readonly Step[];
}

const hour = (hours: number): number => Math.round(hours * 60);

/** A fleet on two continents, of cafés with a breakfast, a lunch and a dinner. */
export const ASSUMPTIONS: Assumptions = {
  classes: [
    { name: 'small', share: 0.6, billsPerDay: 120, screens: 3, phonesPerBill: 0.3 },
    { name: 'middle', share: 0.3, billsPerDay: 300, screens: 8, phonesPerBill: 0.6 },
    { name: 'large', share: 0.1, billsPerDay: 800, screens: 20, phonesPerBill: 0.6 },
  ],
  zones: [
    { offsetMinutes: hour(0), share: 0.15 },
    { offsetMinutes: hour(1), share: 0.45 },
    { offsetMinutes: hour(2), share: 0.1 },
    { offsetMinutes: hour(-5), share: 0.2 },
    { offsetMinutes: hour(-8), share: 0.1 },
  ],
  rushes: [
    { minute: hour(8.5), widthMinutes: 60, share: 0.3 },
    { minute: hour(12.75), widthMinutes: 50, share: 0.4 },
    { minute: hour(19.5), widthMinutes: 75, share: 0.3 },
  ],
  bill: [
    { command: 'order.open', minute: 0 },
    { command: 'order.send', minute: 2 },
    { command: 'order.finish', minute: 9 },
    { command: 'order.serve', minute: 10 },
    { command: 'order.send', minute: 22 },
    { command: 'order.finish', minute: 28 },
    { command: 'order.serve', minute: 29 },
    { command: 'payment.takeCash', minute: 45 },
    { command: 'order.close', minute: 46 },
  ],
};
