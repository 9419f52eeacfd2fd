import type { LineId } from '@cafe/client-sdk';
import { signal } from '@preact/signals';
import type { PendingStep, TicketLine } from './ticket.ts';

/** Steps that were tapped here and are on their way: the card shows them at once. */
export const pendingSteps = signal<ReadonlyMap<LineId, PendingStep>>(new Map());

/** A step that was answered holds a moment longer, until the hub has told of it too; in milliseconds. */
const TOLD_WITHIN_MS = 3_000;

const forget = (steps: ReadonlyMap<LineId, PendingStep>): void => {
  const left = [...pendingSteps.peek()].filter(([lineId, step]) => steps.get(lineId) !== step);
  pendingSteps.value = new Map(left);
};

/** Shows lines as if they had come so far, while `doing` is on its way. Rejects as `doing` does, and then they stand as before. */
export const showing = async (
  lines: readonly TicketLine[],
  to: PendingStep['to'],
  doing: () => Promise<void>,
): Promise<void> => {
  const steps = new Map(lines.map(({ line }) => [line.lineId, { version: line.version, to }] as const));
  pendingSteps.value = new Map([...pendingSteps.peek(), ...steps]);
  try {
    await doing();
    setTimeout(() => forget(steps), TOLD_WITHIN_MS);
  } catch (thrown) {
    forget(steps);
    throw thrown;
  }
};
