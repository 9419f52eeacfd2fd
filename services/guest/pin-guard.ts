import type { Instant, OrderId, StoreId } from '@cafe/contract';
import type { Receipt, Service } from '../kernel/definition.ts';
import { Refusal } from '../kernel/refusal.ts';
import { createTurns } from '../kernel/turns.ts';
import { WRONG_TRIES } from './gather-join.ts';
import { ownCommandId } from './own-command-id.ts';
import { BY_SERVICE, type PinSet, type PinTryRows } from './ports.ts';

export interface PinGuardOptions {
  readonly storeId: StoreId;
  readonly pinTries: PinTryRows;
  readonly clock: () => Date;
}

/** The digits a refused join was tried on; undefined where it was refused for something else, or brought none. */
const triedOn = (error: unknown, ids: { storeId: StoreId; orderId: OrderId }): PinSet | undefined => {
  if (!(error instanceof Refusal) || error.code !== 'guest.wrong_pin') return undefined;
  const pinEpoch = error.details?.['pinEpoch'];
  return typeof pinEpoch === 'number' ? { ...ids, pinEpoch } : undefined;
};

/**
 * The guest service, counting wrong digits. A join that brings digits waits for those before it at its order, so that a
 * hundred guesses at once are looked at like a hundred one after another; the fifth wrong one makes the service renew them.
 * Several processes side by side look at one more each at most.
 *
 * @see RULES.md GST-11, GST-12
 */
export const withPinGuard = (service: Service, { storeId, pinTries, clock }: PinGuardOptions): Service => {
  const inTurn = createTurns<OrderId>();

  const renew = async ({ orderId, pinEpoch }: PinSet): Promise<void> => {
    const id = ownCommandId(`renewPin:${orderId}:${pinEpoch}`, storeId);
    try {
      await service.handle({ id, command: { type: 'guest.renewPin', orderId } }, BY_SERVICE);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      // The order has ended meanwhile, or the log is busy: no digits are looked at before somebody renews them.
    }
  };

  const counted = async (tried: PinSet, commandId: string): Promise<void> => {
    const at: Instant = clock().toISOString();
    if ((await pinTries.add(tried, commandId, at)) >= WRONG_TRIES) await renew(tried);
  };

  const handle: Service['handle'] = async (envelope, context): Promise<Receipt> => {
    const { command } = envelope;
    if (command.type !== 'guest.join' || command.pin === undefined) return service.handle(envelope, context);
    const { orderId } = command;
    return inTurn(orderId, async () => {
      try {
        return await service.handle(envelope, context);
      } catch (error) {
        const tried = triedOn(error, { storeId, orderId });
        if (tried) await counted(tried, envelope.id);
        throw error;
      }
    });
  };
  return { ...service, handle };
};
