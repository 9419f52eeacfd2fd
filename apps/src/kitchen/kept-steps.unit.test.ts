import type { Command, FollowedOrder, LineId, OrderId, OutboxState } from '@cafe/client-sdk';
import { expect, test } from '@jest/globals';
import { keptSteps } from './kept-steps.ts';

const [one, other, gone] = ['1', '2', '3'] as unknown as [LineId, LineId, LineId]; // brands only
const orderId = 'o' as OrderId;
const orders = [
  {
    orderId,
    bill: {
      lines: [
        { lineId: one, version: 3 },
        { lineId: other, version: 5 },
      ],
    },
  },
] as unknown as readonly FollowedOrder[]; // what is looked at of them
const kept = (type: string, lineIds: readonly LineId[], refusal?: object) =>
  ({ command: { type, orderId, lineIds } as unknown as Command, refusal }) as OutboxState['commands'][number];

test('[KDS-41] what waits in the outbox shows as tapped, the last step of a line; what was refused does not', () => {
  const commands = [
    kept('order.start', [one, other]),
    kept('order.finish', [one, gone]),
    kept('order.serve', [other]),
    kept('order.acknowledgeVoid', [other], { code: 'order.closed' }),
  ];
  expect([...keptSteps(commands, orders)]).toEqual([
    [one, { version: 3, to: 'done' }],
    [other, { version: 5, to: 'preparing' }],
  ]);
});
