/** One configuration for every workspace. Workspaces are imported from their sources through the `source` condition. */
export default {
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2023', parser: { syntax: 'typescript' } }, module: { type: 'es6' }, sourceMaps: 'inline' },
    ],
  },
  testSequencer: '<rootDir>/scripts/setup/longest-first.mjs',
  testMatch: ['**/*.test.ts'],
  // Nothing is timed by its test: machines are shared, and one that waits for an event may wait.
  testTimeout: 60_000,
  // From the root on: the checkout itself may lie below a folder of such a name.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/[^/]+/dist/', '<rootDir>/data/'],
  modulePathIgnorePatterns: ['<rootDir>/[^/]+/dist/', '<rootDir>/data/'],
  workerIdleMemoryLimit: '1GB', // modules in a VM are never let go: a worker that grew is replaced between two files
};
