import type {
  Applied,
  Cafe,
  CommandId,
  Followed,
  Heard,
  ItemId,
  LineId,
  OrderId,
  PaymentId,
  Readable,
} from '@cafe/client-sdk';
import { CafeError, newId } from '@cafe/client-sdk';

/** Resolves with a value as soon as one is there that a test accepts. */
export const until = <Value, Found extends Value>(
  readable: Readable<Value>,
  accepts: (value: Value) => value is Found,
): Promise<Found> =>
  new Promise((resolve) => {
    const look = () => {
      const value = readable.getSnapshot();
      if (!accepts(value)) return;
      stop();
      resolve(value);
    };
    const stop = readable.subscribe(look);
    look();
  });

/** What is followed, once it is there. */
export const loaded = async <Value>(readable: Readable<Followed<Value>>): Promise<Value> => {
  const isThere = (followed: Followed<Value>): followed is Followed<Value> & { value: Value } =>
    followed.status === 'live' && followed.value !== undefined;
  return (await until(readable, isThere)).value;
};

/** An item that can be ordered without choosing anything. */
export const simpleItem = async (cafe: Cafe): Promise<ItemId> => {
  const menu = await loaded(cafe.menu());
  const found = Object.values(menu.items).find(
    (item) => !item.archived && (item.variants ?? []).length === 0 && item.modifierGroupIds.length === 0,
  );
  if (!found) throw new Error('the menu has no simple item');
  return found.itemId;
};

/** Lines that were asked for, and those the hub said yes to. */
export interface Traffic {
  readonly asked: Set<LineId>;
  readonly acknowledged: Set<LineId>;
  /** The payments the hub said yes to, and what each of them took, in minor units. */
  readonly paid: ReadonlyMap<PaymentId, number>;
  /** Resolves when so many lines were acknowledged. */
  reached(count: number): Promise<void>;
  /** Ends after what is under way was answered. Rejects if anything was refused. */
  stop(): Promise<void>;
}

/** Asks again, with the same id, as long as the hub says that others were faster: that is no answer but a request to wait. */
const repeated = async (ask: (id: CommandId) => Promise<unknown>): Promise<void> => {
  const id = newId<CommandId>();
  for (;;) {
    try {
      await ask(id);
      return;
    } catch (error) {
      if (!(error instanceof CafeError) || error.code !== 'hub.busy') throw error;
    }
  }
};

interface TrafficWish {
  readonly orderId: OrderId;
  readonly itemId: ItemId;
  readonly atOnce: number;
  /** Besides, rounds are sent and paid for in part, one after another. */
  readonly paying?: boolean;
}

/** Takes a little cash at a time: less than the cheapest line, so that it never settles a bill. With change. */
const takeSome = async (cafe: Cafe, { orderId }: TrafficWish, paid: Map<PaymentId, number>): Promise<void> => {
  const paymentId = newId<PaymentId>();
  const amount = 1 + (paid.size % 20);
  await repeated((id) => cafe.payments.takeCash(orderId, { paymentId, amount, tendered: amount + 5 }, { id }));
  paid.set(paymentId, amount);
};

/** One terminal that puts line after line on a bill of its own, a few at once, for as long as it is let. */
export const startTraffic = (cafe: Cafe, wish: TrafficWish): Traffic => {
  const { orderId, itemId, atOnce } = wish;
  const asked = new Set<LineId>();
  const acknowledged = new Set<LineId>();
  const paid = new Map<PaymentId, number>();
  let running = true;
  const waiting = new Map<number, () => void>();
  const putLine = async (how: 'added' | 'sent'): Promise<void> => {
    const lineId = newId<LineId>();
    const lines = [{ itemId, quantity: 1, lineId }];
    asked.add(lineId);
    await repeated((id) =>
      how === 'sent' ? cafe.orders.send(orderId, { lines }, { id }) : cafe.orders.addLines(orderId, lines, { id }),
    );
    acknowledged.add(lineId);
    waiting.get(acknowledged.size)?.();
  };
  const loop = async () => {
    while (running) await putLine('added');
  };
  const payLoop = async () => {
    while (running) {
      await putLine('sent');
      await takeSome(cafe, wish, paid);
    }
  };
  const loops = [...Array.from({ length: atOnce }, loop), ...(wish.paying ? [payLoop()] : [])];
  return {
    asked,
    acknowledged,
    paid,
    reached: (count) =>
      acknowledged.size >= count
        ? Promise.resolve()
        : Promise.race([
            new Promise<void>((resolve) => waiting.set(count, resolve)),
            Promise.all(loops).then(() => {}),
          ]),
    async stop() {
      running = false;
      await Promise.all(loops);
    },
  };
};

/** Keeps what a client applied, stream by stream, and says where its versions were not each one more than the last. */
export const createVersionWatch = () => {
  const versions = new Map<string, number>();
  const faults: string[] = [];
  const take = ({ stream, version, as }: Applied): void => {
    const known = versions.get(stream) ?? 0;
    // A state may jump ahead; a part is the next one, whatever came twice or too early.
    const isRight = as === 'base' ? version >= known : version === known + 1;
    if (!isRight) faults.push(`${stream}: ${as} ${version} after ${known}`);
    versions.set(stream, version);
  };
  return {
    observe: (heard: Heard): void => {
      if (heard.kind === 'applied') take(heard.applied);
    },
    versions,
    faults,
  };
};
