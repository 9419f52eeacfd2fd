// What the published package has: a café in memory. The rest of this workspace starts hubs for the repository's own tests.
export type { Message, Network } from './network.ts';
export {
  createTestCafe,
  type JoinOptions,
  type TestCafe,
  type TestCafeOptions,
  type TestGuest,
  type TestRole,
} from './test-cafe.ts';
