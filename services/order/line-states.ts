import type { LineState, OrderLine } from '@cafe/contract/folds';
import { Refusal } from '../kernel/refusal.ts';

/** Where a line can go from each state, by somebody's command. A row that is empty is an end. */
export const LINE_STEPS: Readonly<Record<LineState, readonly LineState[]>> = {
  draft: ['pending', 'fired'],
  pending: ['draft', 'fired'],
  held: ['fired', 'voided'],
  fired: ['preparing', 'ready', 'voided'],
  preparing: ['ready', 'voided'],
  ready: ['preparing', 'served', 'voided'],
  served: ['ready', 'voided'],
  voided: [],
};

/** [ORD-6] The refusal of a step that the line's state does not have. `from` may be one station's part of it. */
export const forbiddenStep = (line: OrderLine, to: string, from: LineState = line.state): Refusal =>
  new Refusal('line.invalid_transition', `${line.name} is ${from} and cannot become ${to}`, {
    details: { lineId: line.lineId, from, to, allowed: LINE_STEPS[from] },
  });
