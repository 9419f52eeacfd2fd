import type { Contestant, Setting } from '../contestant.ts';
import { createOrderDocument } from '../order-document.ts';
import { openRivalHub, type RivalOptions } from '../rival-hub.ts';
import { joinRivalHub } from '../rival-lane.ts';
import { serveRival } from '../rival-server.ts';

/** Passes each order on to the kitchen, as large as our hub's, and keeps nothing. Resolves with its address. */
export const startRelay = ({ size }: Pick<Setting, 'size'>, options: RivalOptions = {}): Promise<string> => {
  const documentFor = createOrderDocument(size.emittedBytes, (document) => JSON.stringify(document).length);
  return openRivalHub(async (request, emit) => emit(documentFor(request)), options);
};

/** The least that Socket.IO costs: what no hub that stores can beat. */
export const relay: Contestant = {
  name: 'relay',
  title: 'plain relay, stores nothing',
  serve: (setting) => serveRival('relay', setting),
  join: joinRivalHub,
};
