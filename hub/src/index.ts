export { createTokens } from './auth/tokens.ts';
export { type Config, readConfig } from './config.ts';
export type { HubMetrics } from './hub.ts';
export { partAsSeenBy, stateAsSeenBy } from './redact/as-seen-by.ts';
export { type RunningHub, type RunOptions, runHub, type World } from './run.ts';
export { addStore, type StoreIdentity } from './store-identity.ts';
