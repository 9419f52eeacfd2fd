import { oneOf, redisUrl, secret, serviceUrls } from './environment-values.ts';
import { optional, variable } from './environment-words.ts';

/** What a process of the café can be. */
export const ROLES = ['all', 'hub', 'user', 'menu', 'order', 'payment', 'guest', 'publisher'] as const;

const HERE = 'this process decides for it; a `hub` must be told';
const serviceUrl = (service: string, decides: string, port: number) =>
  optional(serviceUrls, {
    says: `where the ${service} service runs by itself (${decides}); several copies with commas between them`,
    byDefault: HERE,
    example: `http://10.0.0.5:${port}`,
  });

/** The variables of a café that runs as several processes. */
export const CLUSTER_VARIABLES = {
  ROLE: variable(oneOf(ROLES), {
    says: 'what this process does; `all` is the hub and every service',
    byDefault: 'all',
    example: 'hub',
  }),
  USER_URL: serviceUrl('user', 'staff, devices, settings, signing in', 4001),
  MENU_URL: serviceUrl('menu', 'the menu and what is sold out', 4002),
  ORDER_URL: serviceUrl('order', 'tables and bills', 4003),
  PAYMENT_URL: serviceUrl('payment', 'payments', 4004),
  GUEST_URL: serviceUrl('guest', 'guests’ phones', 4005),
  INTERNAL_KEY: optional(secret, {
    says: 'what the café’s processes sign their calls to one another with; the same for all of them',
    byDefault: 'needed by every process but one that does everything by itself',
    example: '32-or-more-random-bytes',
    secret: true,
  }),
  REDIS_URL: optional(redisUrl, {
    says: 'the Redis by which several hubs tell one another what is new at once, and count together',
    byDefault: 'each hub finds the others’ changes in the log within 2 seconds, and counts for itself',
    example: 'redis://10.0.0.9:6379',
    secret: true,
  }),
};
