import type { Command, FollowedOrder, LineId, OutboxState } from '@cafe/client-sdk';
import type { PendingStep } from './ticket.ts';

const TO = {
  'order.start': 'preparing',
  'order.recall': 'preparing',
  'order.finish': 'done',
  'order.acknowledgeVoid': 'seen',
} as const satisfies Partial<Record<Command['type'], PendingStep['to']>>;

type Step = Extract<Command, { type: keyof typeof TO }>;

const isStep = (command: Command): command is Step => Object.hasOwn(TO, command.type);

/**
 * Steps that the hub has not answered, of this page or of one before it: without a connection they wait in the outbox, and the
 * cards stand as they were tapped, over a reload too. Pure.
 */
export const keptSteps = (
  commands: OutboxState['commands'],
  orders: readonly FollowedOrder[],
): ReadonlyMap<LineId, PendingStep> => {
  const lines = orders.flatMap(({ bill }) => bill.lines);
  const versions = new Map(lines.map(({ lineId, version }) => [lineId, version]));
  const steps = new Map<LineId, PendingStep>();
  for (const { command, refusal } of commands) {
    if (refusal || !isStep(command)) continue;
    for (const lineId of command.lineIds) {
      const version = versions.get(lineId);
      if (version !== undefined) steps.set(lineId, { version, to: TO[command.type] });
    }
  }
  return steps;
};
