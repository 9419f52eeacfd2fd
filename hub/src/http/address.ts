import type { IncomingMessage } from 'node:http';

/** Whether an address is a proxy of ours whose `X-Forwarded-For` is believed; `hop` counts from the nearest. */
export type Trusts = (address: string, hop: number) => boolean;

/** An IPv4 address that came over an IPv6 socket is the IPv4 address. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');

/**
 * Where a request came from: the nearest address that is no proxy of ours. What stands further left in `X-Forwarded-For`
 * anybody could have written there (S35).
 */
export const addressOf =
  (trusts: Trusts) =>
  ({
    socket,
    headers,
  }: Pick<IncomingMessage, 'headers'> & { socket: { remoteAddress?: string | undefined } }): string => {
    const forwarded = String(headers['x-forwarded-for'] ?? '')
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
    const hops = [plain(socket.remoteAddress ?? ''), ...forwarded.toReversed().map(plain)];
    const found = hops.findIndex((address, hop) => !trusts(address, hop));
    return hops[found === -1 ? hops.length - 1 : found] ?? '';
  };

/** Whether an address is this machine's own. */
export const isLoopback = (address: string): boolean => address === '::1' || /^127\./.test(address);
