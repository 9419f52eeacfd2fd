import { createAdapter } from '@socket.io/redis-adapter';
import { Redis } from 'ioredis';

/** Socket.IO's own way to run several servers, with its defaults. */
export const redisAdapter = (url: string): ReturnType<typeof createAdapter> =>
  createAdapter(new Redis(url), new Redis(url));
