export type { EngineName } from './engines.ts';
export { DataDirBusy, getStore, joinStore, lockDataDir, type RunningStore, type StoreOptions } from './get-store.ts';
export type { Lock } from './lock.ts';
export { NoStore } from './start-first.ts';
