import type { Audience, DomainEvent, Part } from '@cafe/contract';
import { type AnyState, kindOf, type OrderState, type StoreState, type StreamName } from '@cafe/contract/folds';
import { redactBy } from './by.ts';
import { redactOrder, redactOrderEvent } from './order.ts';
import { redactStore, redactStoreEvent } from './store.ts';

const redactEvent = (audience: Audience, stream: StreamName, event: DomainEvent): DomainEvent | undefined => {
  if (kindOf(stream) === 'order') return redactOrderEvent(audience, event);
  if (event.type === 'store.configured' && audience !== 'staff') return redactStoreEvent(event);
  return event;
};

/**
 * A part as an audience sees it. Nothing is left out: what it must not see becomes an empty part, so that versions stay
 * without gaps. The law, which a test holds: the fold of the redacted is the redacted fold.
 */
export const partAsSeenBy = (audience: Audience, part: Part): Part => {
  if (audience === 'staff') return part;
  const events: DomainEvent[] = [];
  for (const event of part.events) {
    const seen = redactEvent(audience, part.stream, event);
    if (seen !== undefined) events.push(seen);
  }
  return { ...part, by: redactBy(audience, part.by), events };
};

/** A state as an audience sees it. */
export const stateAsSeenBy = (audience: Audience, stream: StreamName, state: AnyState): AnyState => {
  if (audience === 'staff') return state;
  switch (kindOf(stream)) {
    case 'order':
      return redactOrder(audience, state as OrderState); // the stream's kind says which state it is
    case 'store':
      return redactStore(state as StoreState); // as above
    case 'floor':
    case 'receipts':
    case 'menu':
    case 'stock':
    case 'staff':
      return state; // nobody but those who may hear the whole of it is let into its rooms
  }
};
