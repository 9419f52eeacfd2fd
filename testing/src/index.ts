export * from './people.ts';
export * from './start-hub.ts';
