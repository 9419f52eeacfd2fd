import type { Part } from '@cafe/contract';
import type { StreamName } from '@cafe/contract/folds';

/** Parts that came before the ones they stand on. */
export class HeldParts {
  readonly #held = new Map<StreamName, Map<number, Part>>();

  get isEmpty(): boolean {
    return this.#held.size === 0;
  }

  hold(part: Part): void {
    const held = this.#held.get(part.stream);
    if (held) held.set(part.version, part);
    else this.#held.set(part.stream, new Map([[part.version, part]]));
  }

  /** Takes out the part that comes next after a version, and drops what that version has made needless. */
  takeAfter(stream: StreamName, version: number): Part | undefined {
    const held = this.#held.get(stream);
    if (!held) return undefined;
    const next = held.get(version + 1);
    for (const one of held.keys()) if (one <= version + 1) held.delete(one);
    if (held.size === 0) this.#held.delete(stream);
    return next;
  }

  drop(stream: StreamName): void {
    this.#held.delete(stream);
  }

  clear(): void {
    this.#held.clear();
  }
}
