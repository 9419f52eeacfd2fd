import type { Fitted } from './fitted.ts';

/** Round numbers, so that what the model says can be worked out by hand. */
export const ROUND_NUMBERS: Fitted = {
  hub: { idleMicros: 10_000, socketMicros: 20, commandMicros: 1_000, batchMicros: 0, frameMicros: 10, batchSeconds: 0 },
  store: { idleMicros: 1_000, socketMicros: 0, commandMicros: 500, batchMicros: 0, frameMicros: 0, batchSeconds: 0 },
  memory: { processBytes: 2 ** 27, socketBytes: 2 ** 15 },
  bytes: { documentsPerBill: 10_000, indexesPerBill: 2_000, perDelivery: 1_000 },
  measuredUpTo: 500,
  commitsPerCommand: 1,
  checks: [],
};
