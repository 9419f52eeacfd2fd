/**
 * Forwards to a webhook that a bill was opened, and how it ended.
 *
 *     CAFE_WEBHOOK=https://example.org/hook node examples/dist/webhook.js [http://localhost:3000]
 *
 * Each is delivered at least once: the `Idempotency-Key` says which the receiver has had before. What ended while this was
 * not running is found in the list of the day's bills.
 */
import type { OrderId } from '@cafe/client-sdk';
import { when } from '@cafe/client-sdk';
import { comeIn, signIn } from './come-in.ts';
import { readExampleConfig } from './config.ts';

const config = readExampleConfig();
const device = await comeIn(config, 'Webhook', 'terminal');
await signIn(device, config);
const { cafe } = device;

interface Told {
  readonly kind: 'opened' | 'ended';
  readonly orderId: OrderId;
  readonly status: string;
  /** Minor units of the store's currency. */
  readonly total: number;
}

/** Tells until it is heard: a receiver that is down is asked again, ever more slowly. */
const tell = async (told: Told): Promise<void> => {
  for (let waitMs = 500; ; waitMs = Math.min(60_000, waitMs * 2)) {
    try {
      const response = await fetch(config.webhook, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': `${told.orderId}/${told.kind}` },
        body: JSON.stringify(told),
      });
      if (response.ok) return console.log(`told: ${told.kind} ${told.orderId}`);
      console.log(`the webhook answered ${response.status}`);
    } catch (error) {
      console.log(`the webhook was not reached: ${String(error)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, waitMs));
  }
};

/** Follows one bill to its end. */
const follow = async (orderId: OrderId): Promise<void> => {
  const bill = await when(cafe.order(orderId), ({ value }) => value?.bill.status !== 'waiting' && value?.bill);
  if (bill.status === 'open') await tell({ kind: 'opened', orderId, status: bill.status, total: bill.totals.total });
  const ended = await when(cafe.order(orderId), ({ value }) => value?.bill.endedAt !== undefined && value.bill);
  await tell({ kind: 'ended', orderId, status: ended.status, total: ended.totals.total });
};

const followed = new Set<OrderId>();
const floor = cafe.floor();
floor.subscribe(() => {
  for (const { orderId } of floor.getSnapshot().value?.orders ?? []) {
    if (followed.has(orderId)) continue;
    followed.add(orderId);
    void follow(orderId);
  }
});
console.log('the webhook is fed');
