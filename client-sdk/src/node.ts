/** What a client in Node, Bun or Deno has besides: `@cafe/client-sdk/node`. */
export { fileOutbox } from './node/file-outbox.ts';
