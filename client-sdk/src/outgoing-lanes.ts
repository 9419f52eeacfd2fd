import type { CommandId } from '@cafe/contract';
import type { Pending } from './outgoing-pending.ts';

/** The commands that were not answered yet, each in the lane of its order. What comes first in a lane is answered first. */
export class Lanes {
  readonly #lanes = new Map<string, Pending[]>();
  readonly #byId = new Map<CommandId, Pending>();

  get size(): number {
    return this.#byId.size;
  }

  /** Those that are next in their lanes. */
  *heads(): IterableIterator<Pending> {
    for (const [head] of this.#lanes.values()) if (head) yield head;
  }

  /** All, in the order in which they came here. */
  all(): IterableIterator<Pending> {
    return this.#byId.values();
  }

  find(id: CommandId): Pending | undefined {
    return this.#byId.get(id);
  }

  add(pending: Pending): void {
    this.#byId.set(pending.envelope.id, pending);
    const lane = this.#lanes.get(pending.lane);
    if (lane) lane.push(pending);
    else this.#lanes.set(pending.lane, [pending]);
  }

  /** Puts in what was there before this life: it comes before what was not sent yet, after what was restored earlier. */
  restore(pending: Pending): void {
    const lane = this.#lanes.get(pending.lane) ?? [];
    const at = lane.findIndex(({ isKept, isBusy }) => !isKept && !isBusy);
    lane.splice(at < 0 ? lane.length : at, 0, pending);
    this.#lanes.set(pending.lane, lane);
    this.#byId.set(pending.envelope.id, pending);
  }

  /** Takes one out; false where it was not there any more. */
  remove(pending: Pending): boolean {
    const lane = this.#lanes.get(pending.lane);
    const index = lane?.indexOf(pending) ?? -1;
    if (!lane || index < 0) return false;
    lane.splice(index, 1);
    this.#byId.delete(pending.envelope.id);
    if (lane.length === 0) this.#lanes.delete(pending.lane);
    return true;
  }
}
