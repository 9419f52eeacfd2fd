import { answerParent } from '../ask.ts';
import type { OrderSize } from '../contestant.ts';
import { startRelay } from '../contestants/relay.ts';
import { type FiguresRequest, ownFigures } from '../process-figures.ts';
import type { RivalOptions } from '../rival-hub.ts';

/** What the process of the stock server is asked. */
export type StockRequest = ({ readonly kind: 'serve'; readonly size: OrderSize } & RivalOptions) | FiguresRequest;

/** A plain Socket.IO server: defaults, rooms, no store. */
answerParent(async (request: StockRequest) =>
  request.kind === 'serve' ? startRelay(request, request) : ownFigures(request),
);
