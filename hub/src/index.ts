export { createTokens } from './auth/tokens.ts';
export { type Config, readConfig } from './config.ts';
export { createLog } from './log.ts';
export { createMetrics } from './metrics/metrics.ts';
export { partAsSeenBy, stateAsSeenBy } from './redact/as-seen-by.ts';
export { type RunningHub, type RunningPart, type RunOptions, runHub, type World } from './run.ts';
export { runService } from './run-service.ts';
export { signCall } from './seam/signature.ts';
export { addStore, type StoreIdentity } from './store-identity.ts';
