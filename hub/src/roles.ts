import type { ServiceName } from '@cafe/contract';
import type { Config } from './config.ts';
import { createHttpTransport, type HttpTransportOptions } from './seam/http-transport.ts';
import type { Transports } from './seam/remote-services.ts';

/** Every service, and the variable that says where it runs by itself. */
const URL_OF = {
  user: 'USER_URL',
  menu: 'MENU_URL',
  order: 'ORDER_URL',
  payment: 'PAYMENT_URL',
  guest: 'GUEST_URL',
} as const satisfies Record<ServiceName, keyof Config>;

// Object.keys forgets that the keys are the table's.
export const SERVICE_NAMES = Object.keys(URL_OF) as readonly ServiceName[];

/** Whether a role is one service by itself. */
export const isService = (role: Config['ROLE']): role is Config['ROLE'] & ServiceName =>
  SERVICE_NAMES.some((name) => name === role);

/** The services that this process looks after: itself, or those that are not elsewhere. */
export const looksAfter = (config: Config): ReadonlySet<ServiceName> => {
  const { ROLE } = config;
  if (isService(ROLE)) return new Set([ROLE]);
  return new Set(SERVICE_NAMES.filter((name) => ROLE === 'all' && config[URL_OF[name]] === undefined));
};

/** The ways to the services that run elsewhere. */
export const transportsOf = (
  config: Config,
  options: Omit<HttpTransportOptions, 'service' | 'urls' | 'key'>,
): Transports => {
  const { INTERNAL_KEY: key } = config;
  // A process that calls others has the key: its configuration says so, or the start is refused.
  if (key === undefined || isService(config.ROLE)) return {};
  const found = SERVICE_NAMES.flatMap((service) => {
    const urls = config[URL_OF[service]];
    return urls ? [[service, createHttpTransport({ ...options, service, urls, key })] as const] : [];
  });
  return Object.fromEntries(found);
};
