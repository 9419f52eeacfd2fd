interface Heads {
  changed(...change: readonly unknown[]): void;
  announce(): void;
}
type CreateHeads = (send: unknown) => Heads;

const REAL = new URL('../../../../hub/dist/sockets/heads.js?real', import.meta.url);
// The file this one stands in for; under its own name it would be this one again.
const real = (await import(REAL.href)) as { readonly HEADS_EVERY_MS: number; readonly createHeads: CreateHeads };

/** As the hub's own, for whoever goes by it. */
export const HEADS_EVERY_MS = real.HEADS_EVERY_MS;

let isTakenAway = false;
process.on('SIGUSR2', () => {
  isTakenAway = true;
});

/** From SIGUSR2 on heads that are never announced: a client that lost the last commit does not hear of it. */
export const createHeads: CreateHeads = (send) => {
  const heads = real.createHeads(send);
  return { changed: heads.changed, announce: () => (isTakenAway ? undefined : heads.announce()) };
};
