import { describe, expect, test } from '@jest/globals';
import { addressOf, isLoopback } from './address.ts';

const from = (remoteAddress: string, forwarded?: string) => ({
  socket: { remoteAddress },
  headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
});
const nobody = () => false;
const proxies = (address: string) => address.startsWith('10.');

describe('where a request comes from', () => {
  test.each([
    ['without a proxy, its own address', nobody, from('192.0.2.1'), '192.0.2.1'],
    ['without a proxy, whatever it says', nobody, from('192.0.2.1', '10.0.0.1'), '192.0.2.1'],
    ['from a stranger, whatever it says', proxies, from('192.0.2.1', '203.0.113.9'), '192.0.2.1'],
    ['behind a proxy, what the proxy says', proxies, from('10.0.0.1', '203.0.113.9'), '203.0.113.9'],
    ['behind two, what the first says', proxies, from('10.0.0.1', '203.0.113.9, 10.0.0.2'), '203.0.113.9'],
    ['never what stands left of that', proxies, from('10.0.0.1', '127.0.0.1, 203.0.113.9'), '203.0.113.9'],
    ['the proxy itself, where it says nothing', proxies, from('10.0.0.1'), '10.0.0.1'],
    ['an IPv4 address, though it came by IPv6', nobody, from('::ffff:192.0.2.1'), '192.0.2.1'],
  ])('[HTTP-21] is %s', (_what, trusts, ...[request, expected]) => {
    expect(addressOf(trusts)(request)).toBe(expected);
  });

  test('[HTTP-18] this machine is 127.x and ::1 and nothing that looks like it', () => {
    expect(['127.0.0.1', '127.1.2.3', '::1'].map(isLoopback)).toEqual([true, true, true]);
    expect(['128.0.0.1', '1127.0.0.1', '::2', '', 'localhost.evil'].map(isLoopback)).toEqual(Array(5).fill(false));
  });
});
