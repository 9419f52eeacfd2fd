import { forkHelper } from './ask.ts';
import type { Server, Setting } from './contestant.ts';

/** What the process of a rival's server is asked. */
export type RivalRequest =
  | { readonly kind: 'serve'; readonly rival: RivalName; readonly setting: Setting }
  | { readonly kind: 'cpu' };

/** The rivals that have a server. */
export type RivalName = 'relay' | 'mongoose-create';

/** Starts a rival's server in a process of its own. Resolves once it listens. */
export const serveRival = async (rival: RivalName, setting: Setting): Promise<Server> => {
  const helper = forkHelper('./rival-process.js');
  const ask = <Value>(request: RivalRequest) => helper.ask<Value>(request);
  const url = await ask<string>({ kind: 'serve', rival, setting });
  return { url, access: '', cpuMicros: () => ask<number>({ kind: 'cpu' }), stop: helper.stop };
};
