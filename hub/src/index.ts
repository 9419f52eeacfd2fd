export { createTokens } from './auth/tokens.ts';
export { type Config, readConfig } from './config.ts';
export { createLog } from './log.ts';
export { createMetrics } from './metrics/metrics.ts';
export { partAsSeenBy, stateAsSeenBy } from './redact/as-seen-by.ts';
export { type RunningHub, type RunOptions, runHub, type World } from './run.ts';
export { addStore, type StoreIdentity } from './store-identity.ts';
