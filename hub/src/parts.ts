// What a hub is put together of, for whoever puts one together without MongoDB, HTTP and Socket.IO: a café in memory.
export { createTokens } from './auth/tokens.ts';
export { type Cafe, createCafe } from './cafe.ts';
export { readConfig } from './config.ts';
export { demoCommands } from './demo/index.ts';
export { createHub, type Hub, type HubMetrics } from './hub.ts';
export type { createIo, IoOptions } from './sockets/io-server.ts';
