import { forkHelper } from '../ask.ts';
import type { OrderSize } from '../contestant.ts';
import { killChild, pidOf } from './end-child.ts';
import { freePort } from './free-port.ts';
import type { Stand } from './stand.ts';
import type { StockRequest } from './stock-process.ts';

/** A plain Socket.IO server that passes orders on, as large as ours. What it was sent is gone when it dies. */
export const openStockStand = async (size: OrderSize, redisUrl?: string): Promise<Stand> => {
  const port = await freePort();
  const start = async () => {
    const helper = forkHelper('./scale/stock-process.js', { execArgv: ['--expose-gc'] });
    const ask = <Value>(request: StockRequest) => helper.ask<Value>(request);
    return { helper, ask, url: await ask<string>({ kind: 'serve', size, port, redisUrl }) };
  };
  let running = await start();
  return {
    url: running.url,
    access: '',
    cpuMicros: () => running.ask({ kind: 'cpu' }),
    memory: () => running.ask({ kind: 'memory' }),
    get pid() {
      return pidOf(running.helper.child);
    },
    kill: () => killChild(running.helper.child),
    async restart() {
      running = await start();
    },
    stop: () => running.helper.stop(),
  };
};
