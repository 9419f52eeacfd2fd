export type { EngineName, Surroundings } from './engines.ts';
export { DataDirBusy, getStore, joinStore, lockDataDir, type RunningStore, type StoreOptions } from './get-store.ts';
export type { Lock } from './lock.ts';
export { freePort } from './ports.ts';
export { type PrivateRedis, startPrivateRedis } from './private-redis.ts';
export { endProcess, onPath, run } from './processes.ts';
export { NoStore } from './start-first.ts';
export { installTool, type Tool } from './venv.ts';
export { watch } from './watchdog.ts';
