import type { Table } from '@cafe/client-sdk';

type Box = Pick<Table, 'x' | 'y' | 'width' | 'height'>;

/** Where a tile stands, in percent of the plan. */
export interface Place {
  readonly start: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** So much of the narrowest gap stays between tiles. */
const GUTTER = 0.3;

const gapOf = (one: Box, other: Box): number => {
  const across = Math.max(one.x, other.x) - Math.min(one.x + one.width, other.x + other.width);
  const down = Math.max(one.y, other.y) - Math.min(one.y + one.height, other.y + other.height);
  return Math.max(across, down);
};

/** How far every tile can grow on each side, so that it holds more text and no two of them touch. Pure. */
export const growthOf = (boxes: readonly Box[]): number => {
  let narrowest = Number.POSITIVE_INFINITY;
  for (const [at, one] of boxes.entries()) {
    for (const other of boxes.slice(at + 1)) narrowest = Math.min(narrowest, gapOf(one, other));
  }
  if (!Number.isFinite(narrowest)) return 0;
  return (Math.max(0, narrowest) * (1 - GUTTER)) / 2;
};

/** The tables of a floor on a plan that fills its place, whatever size that is. Pure. */
export const layOut = <Of extends Box>(boxes: readonly Of[]): ReadonlyMap<Of, Place> => {
  const growth = growthOf(boxes);
  const grown = boxes.map((box) => ({
    box,
    x: box.x - growth,
    y: box.y - growth,
    width: box.width + 2 * growth,
    height: box.height + 2 * growth,
  }));
  const left = Math.min(...grown.map(({ x }) => x));
  const top = Math.min(...grown.map(({ y }) => y));
  const width = Math.max(...grown.map((one) => one.x + one.width)) - left || 1;
  const height = Math.max(...grown.map((one) => one.y + one.height)) - top || 1;
  return new Map(
    grown.map((one) => [
      one.box,
      {
        start: ((one.x - left) / width) * 100,
        top: ((one.y - top) / height) * 100,
        width: (one.width / width) * 100,
        height: (one.height / height) * 100,
      },
    ]),
  );
};
