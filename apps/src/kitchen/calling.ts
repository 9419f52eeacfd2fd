import { effect, type ReadonlySignal, type Signal } from '@preact/signals';
import { changesSince, type KnownLines, knownLines } from './changes.ts';
import { settings } from './kitchen-settings.ts';
import { playSound } from './sounds.ts';
import type { Tickets } from './ticket.ts';

export interface Called {
  /** Undefined before the hub said what there is. */
  readonly tickets: ReadonlySignal<Tickets | undefined>;
  /** Keys of cards that nobody has touched since they came or changed. */
  readonly unseen: Signal<ReadonlySet<string>>;
}

/** A card that nobody has touched calls again after so long, in milliseconds, where that is set. */
const AGAIN_MS = 15_000;

const call = (name: Parameters<typeof playSound>[0]): void => playSound(name, settings.peek().volume);

/** Calls for what comes, and marks it. What is there when the page opens, or when another station is chosen, is no news. */
export const callFor = ({ tickets, unseen }: Called): (() => void) => {
  let known: KnownLines | undefined;
  let station = settings.peek().stationId;
  const stop = effect(() => {
    const { stationId } = settings.value;
    const there = tickets.value;
    if (!there) return;
    const before = stationId === station ? known : undefined;
    known = new Map([...(before ?? []), ...knownLines(there)]);
    station = stationId;
    if (!before) return;
    const changes = changesSince(before, there);
    const worst = (['void', 'changed', 'new'] as const).find((kind) => changes[kind].length > 0);
    if (worst === undefined) return;
    call(worst);
    unseen.value = new Set([...unseen.peek(), ...changes.new, ...changes.changed, ...changes.void]);
  });
  const again = setInterval(() => {
    const waits = tickets.peek()?.open.some(({ key }) => unseen.peek().has(key));
    if (waits === true && settings.peek().repeats) call('new');
  }, AGAIN_MS);
  return () => {
    stop();
    clearInterval(again);
  };
};
