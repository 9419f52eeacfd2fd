/** What only browsers have: `@cafe/client-sdk/browser`. An entry of its own, because most of what uses this package keeps no replica. */
export { indexedDbReplicas } from './browser/indexed-db-replicas.ts';
