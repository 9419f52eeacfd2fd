import { relative } from 'node:path';
import type { Cluster } from './cluster.ts';

type Row = readonly [what: string, pid: string, address: string, log: string];

const HEAD: Row = ['what', 'pid', 'address', 'log'];

/** Columns as wide as what stands in them. */
const table = (rows: readonly Row[]): string[] => {
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd());
};

/** The map of a cluster, for people: what runs, where, and where it writes. */
export const mapOf = (
  { parts, store, base, doorFoundBy, redisFoundBy, metricsToken }: Cluster,
  root: string,
): string[] => {
  const rows = parts.map(({ name, pid, port, logFile }): Row => {
    return [name, String(pid() ?? '–'), `127.0.0.1:${port}`, relative(root, logFile)];
  });
  const { host } = new URL(store.uri);
  const stored: Row = ['store', String(store.running.pid() ?? '–'), host, store.running.foundBy];
  return [
    ...table([HEAD, stored, ...rows]),
    '',
    `  The door is ${doorFoundBy}, Redis is ${redisFoundBy}.`,
    `  ${base} is where people and apps go; ${base}/docs says what there is.`,
    `  node examples/dist/one-evening.js ${base}   plays an evening through it.`,
    `  curl -H 'Authorization: Bearer ${metricsToken}' http://<address>/metrics   of a hub or a service.`,
  ];
};
