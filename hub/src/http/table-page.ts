import { floorStream, menuStream, storeStream } from '@cafe/contract/folds';
import type { Request, RequestHandler } from 'express';
import { tableAnswer } from '../pages/table-answer.ts';
import { pageAnswer } from './app-pages.ts';
import { answering, keptOf } from './mount.ts';
import type { HttpOptions } from './options.ts';
import { stateOf } from './reads/read.ts';

/** A browser, which runs the page; whoever has no scripts is sent on to `?plain` by the page itself. */
const wantsApp = (request: Request): boolean =>
  request.query['plain'] === undefined && (request.get('accept') ?? '').includes('text/html');

/**
 * What the address in a table's QR opens: the guests' page, and without scripts the menu in plain HTML. It is an address and no key: nothing can be ordered
 * with it (S25).
 */
export const tablePage = (options: HttpOptions): RequestHandler =>
  answering(options.report, async (request, response) => {
    const { storeId, now, limiters } = options;
    const kept = keptOf(response);
    kept.route = '/t/:code';
    // By the larger measure: a café's phones may come from one address.
    await limiters.staff.consume(`page:${kept.address}`);
    if (wantsApp(request)) {
      const answer = await pageAnswer(options, request, '/guest/index.html');
      if (answer.status !== 503) return { ...answer, headers: { ...answer.headers, Vary: 'Accept, Accept-Encoding' } };
    }
    const [{ state: floor }, { state: menu }, { state: store }] = await Promise.all([
      stateOf(options, floorStream(storeId)),
      stateOf(options, menuStream(storeId)),
      stateOf(options, storeStream(storeId)),
    ]);
    return tableAnswer(String(request.params['code']), { floor, menu, store }, now().toISOString());
  });
