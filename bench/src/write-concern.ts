/** What "durable" means to everyone measured: on a majority's disk before the answer. As the hub's own commits. */
export const WRITE_CONCERN = { w: 'majority', j: true } as const;

/** Connections to the store for those who insert one by one: enough that 128 orders in flight do not wait for one. */
export const RIVAL_POOL_SIZE = 100; // the driver's own default
