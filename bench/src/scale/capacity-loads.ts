/** One load that the hub's CPU is measured under. */
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

/** A café with few screens, from nothing to a hub's limit. Two loads are kept from the fit. */
const FEW: readonly CapacityLoad[] = [
  { name: 'idle4', screens: 4, fitted: true, kind: 'idle' },
  { name: 'sends4x5', screens: 4, fitted: true, kind: 'sends', perSecond: 5 },
  { name: 'bills4x5', screens: 4, fitted: false, kind: 'bills', perSecond: 5 },
  { name: 'sends4x50', screens: 4, fitted: true, kind: 'sends', perSecond: 50 },
  { name: 'sends4x100', screens: 4, fitted: false, kind: 'sends', perSecond: 100 },
  { name: 'sends4x200', screens: 4, fitted: true, kind: 'sends', perSecond: 200 },
  { name: 'sends4x500', screens: 4, fitted: true, kind: 'sends', perSecond: 500 },
];

/** Many screens and few orders. One load is kept from the fit. */
const MANY: readonly CapacityLoad[] = [
  { name: 'sends150x20', screens: 150, fitted: false, kind: 'sends', perSecond: 20 },
  { name: 'idle500', screens: 500, fitted: true, kind: 'idle' },
  { name: 'sends500x5', screens: 500, fitted: true, kind: 'sends', perSecond: 5 },
  { name: 'sends500x20', screens: 500, fitted: true, kind: 'sends', perSecond: 20 },
];

/** Each group on a hub and a database of its own. Within one, screens only ever come. */
export const CAPACITY_GROUPS = [FEW, MANY] as const;

export const CAPACITY_LOADS: readonly CapacityLoad[] = CAPACITY_GROUPS.flat();
