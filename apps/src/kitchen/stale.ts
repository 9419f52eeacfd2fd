/** A screen that has heard nothing for so long says so over its whole width, in seconds. */
export const STALE_AFTER_S = 10;

export interface Hearing {
  /** There is a connection, and what is shown is as the hub has it. */
  readonly isWell: boolean;
  /** For how many seconds it has not been well, as the page counts them. */
  readonly countedS: number;
  /** The hub's clock, milliseconds. */
  readonly nowMs: number;
  /** When the hub gave its last sign of life, by its clock; undefined where it never did. */
  readonly heardAtMs: number | undefined;
}

/** For how many whole seconds a screen is stale: it counts from the last sign of life, however late a break is noticed. Pure. */
export const staleForS = ({ isWell, countedS, nowMs, heardAtMs }: Hearing): number => {
  const silentS = heardAtMs === undefined ? 0 : Math.floor((nowMs - heardAtMs) / 1_000);
  return Math.max(silentS, isWell ? 0 : countedS);
};
