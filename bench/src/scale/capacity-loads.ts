/** One load that the hub's CPU is measured under. Screens only ever come: the loads are in the order of their number. */
export type CapacityLoad = {
  /** Part of the figures' names. */
  readonly name: string;
  readonly screens: number;
  /** Whether the model is fitted to it, or only held against it. */
  readonly fitted: boolean;
} & (
  | { readonly kind: 'idle' }
  | { readonly kind: 'sends'; readonly perSecond: number }
  /** Whole bills of nine commands. */
  | { readonly kind: 'bills'; readonly perSecond: number }
);

/** Nothing, then orders, from a quiet café to one hub's limit; few screens and many. Four loads are kept from the fit. */
export const CAPACITY_LOADS: readonly CapacityLoad[] = [
  { name: 'idle4', screens: 4, fitted: true, kind: 'idle' },
  { name: 'sends4x5', screens: 4, fitted: true, kind: 'sends', perSecond: 5 },
  { name: 'sends4x50', screens: 4, fitted: true, kind: 'sends', perSecond: 50 },
  { name: 'sends4x100', screens: 4, fitted: false, kind: 'sends', perSecond: 100 },
  { name: 'sends4x200', screens: 4, fitted: true, kind: 'sends', perSecond: 200 },
  { name: 'sends4x600', screens: 4, fitted: true, kind: 'sends', perSecond: 600 },
  { name: 'bills4x5', screens: 4, fitted: false, kind: 'bills', perSecond: 5 },
  { name: 'sends150x20', screens: 150, fitted: false, kind: 'sends', perSecond: 20 },
  { name: 'idle500', screens: 500, fitted: true, kind: 'idle' },
  { name: 'sends500x5', screens: 500, fitted: true, kind: 'sends', perSecond: 5 },
  { name: 'sends500x20', screens: 500, fitted: true, kind: 'sends', perSecond: 20 },
];
