import type { Command } from '@cafe/contract';
import type { Definition, Service } from './definition.ts';
import type { Kernel } from './kernel.ts';
import type { AnyDefinition } from './receipts.ts';

/**
 * A service in this process: its definition on the kernel's one command path.
 *
 * Where services run apart, what `gather` calls here as a function of the same process is a signed request to
 * `propose(intents, { atLeast, pending })` of the other service: it reads its log up to `atLeast` first, decides all the
 * intents one after another on one state, and answers at most one part per stream with the version it takes. The events of
 * those parts come back as changes like any other; the unique keys prove them, whoever decided.
 */
export const createService = <C extends Command, Facts>(definition: Definition<C, Facts>, kernel: Kernel): Service => {
  // The kernel hands a definition only the commands that its `owns` names, and only the facts its own gather brought.
  const erased = definition as unknown as AnyDefinition;
  kernel.register(erased);
  return {
    name: definition.name,
    owns: definition.owns,
    streamOf: (command) => erased.streamOf(command, kernel.storeId),
    handle: (envelope, context) => kernel.execute(erased, envelope, context),
  };
};
