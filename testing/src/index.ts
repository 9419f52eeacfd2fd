export { type PrivateRedis, startPrivateRedis } from '@cafe/hub/embedded';
export * from './clients.ts';
export * from './cut-proxy.ts';
export * from './hub-process.ts';
export * from './people.ts';
export * from './published.ts';
export * from './recorder.ts';
export * from './start-hub.ts';
