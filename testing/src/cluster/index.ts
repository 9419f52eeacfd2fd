export { type Balancer, startBalancer } from './balancer.ts';
export { type Cluster, type ClusterOptions, startCluster } from './cluster.ts';
export type { Part, PartKind } from './part.ts';
export { SERVICES, type ServiceName } from './plans.ts';
export { isReadyAt, isRedisAt, tellRedis } from './readiness.ts';
export { type TakenAway, takeAway, without } from './without.ts';
