import type { OrderId } from '@cafe/client-sdk';
import type { Audience, DomainEvent, Part } from '@cafe/contract';
import { concernsKitchen, foldPart, initialOf, type OrderState, orderStream } from '@cafe/contract/folds';
import { stateAsSeenBy } from '@cafe/hub';
import { connectStore } from '@cafe/services/kernel';

/** What the log says; nothing else decides what is true. */
export interface Truth {
  /** Where a command's parts lie: `stream#version`. A command is in it once: its document is named after it. */
  readonly keysOf: ReadonlyMap<string, readonly string[]>;
  /** How often a line was added, a line sent, a payment taken: `<event> <id>`. */
  readonly made: ReadonlyMap<string, number>;
  /** Streams whose versions are not 1, 2, 3 … */
  readonly gaps: readonly string[];
  /** A bill as an audience is to see it, with its version; undefined where that audience is shown nothing of it. */
  bill(orderId: OrderId, audience: Audience): { readonly version: number; readonly bill: OrderState } | undefined;
}

/** The events that make something which must be there once. */
export const MAKERS = ['order.linesAdded', 'order.linesSent', 'payment.captured'] as const;

const madeBy = (event: DomainEvent): readonly string[] => {
  if (event.type === 'order.linesAdded' || event.type === 'order.linesSent') {
    return event.lines.map(({ lineId }) => `${event.type} ${lineId}`);
  }
  return event.type === 'payment.captured' ? [`${event.type} ${event.paymentId}`] : [];
};

/** Reads the whole log of a store. */
export const readTruth = async (mongodbUri: string): Promise<Truth> => {
  const connection = await connectStore(mongodbUri);
  const commits = await connection.collection('commits').find({}).toArray();
  await connection.close();
  const keysOf = new Map<string, readonly string[]>();
  const made = new Map<string, number>();
  const parts = new Map<string, Part[]>();
  for (const { _id: name, keys, at, by, parts: written } of commits) {
    keysOf.set(String(name).split('/')[1] ?? '', keys);
    for (const { stream, version, events } of written as readonly Pick<Part, 'stream' | 'version' | 'events'>[]) {
      const all = parts.get(stream) ?? [];
      all.push({ stream, version, events, at: at.toISOString(), by });
      parts.set(stream, all);
      for (const what of events.flatMap(madeBy)) made.set(what, (made.get(what) ?? 0) + 1);
    }
  }
  for (const all of parts.values()) all.sort((a, b) => a.version - b.version);
  const gaps = [...parts].flatMap(([stream, all]) =>
    all.every(({ version }, i) => version === i + 1) ? [] : [stream],
  );
  return {
    made,
    keysOf,
    gaps,
    bill(orderId, audience) {
      const stream = orderStream(orderId);
      const all = parts.get(stream) ?? [];
      const state = all.reduce((folded, part) => foldPart(stream, folded, part), initialOf(stream));
      if (state.status === 'none') return undefined;
      if (audience === 'kitchen' && !concernsKitchen(state, Date.now())) return undefined;
      // What an audience sees of an order is an order.
      return { version: all.length, bill: stateAsSeenBy(audience, stream, state) as OrderState };
    },
  };
};
