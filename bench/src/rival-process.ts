import { answerParent } from './ask.ts';
import { startMongooseCreate } from './contestants/mongoose-create.ts';
import { startRelay } from './contestants/relay.ts';
import { ownCpuMicros } from './cpu.ts';
import type { RivalRequest } from './rival-server.ts';

/** The process of a rival's server, started by `serveRival`. */
const STARTERS = { relay: startRelay, 'mongoose-create': startMongooseCreate } as const;

answerParent(async (request: RivalRequest) =>
  request.kind === 'cpu' ? ownCpuMicros() : STARTERS[request.rival](request.setting),
);
