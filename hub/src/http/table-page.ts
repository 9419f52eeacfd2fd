import { floorStream, menuStream, storeStream } from '@cafe/contract/folds';
import type { RequestHandler } from 'express';
import { tableAnswer } from '../pages/table-answer.ts';
import { answering, keptOf } from './mount.ts';
import type { HttpOptions } from './options.ts';
import { stateOf } from './reads/read.ts';

/** What the address in a table's QR opens: the table's page. It is an address and no key: nothing can be ordered with it (S25). */
export const tablePage = (options: HttpOptions): RequestHandler =>
  answering(options.report, async (request, response) => {
    const { storeId, now, limiters } = options;
    const kept = keptOf(response);
    kept.route = '/t/:code';
    // By the larger measure: a café's phones may come from one address.
    await limiters.staff.consume(`page:${kept.address}`);
    const [{ state: floor }, { state: menu }, { state: store }] = await Promise.all([
      stateOf(options, floorStream(storeId)),
      stateOf(options, menuStream(storeId)),
      stateOf(options, storeStream(storeId)),
    ]);
    return tableAnswer(String(request.params['code']), { floor, menu, store }, now().toISOString());
  });
