/** A terminal of the tests in a browser: what tests/browser calls on `terminal`. */
import { createCafe, createHttp, personOf, tokensOf } from '@cafe/client-sdk';

const reported = [];
const ended = [];
let cafe;

/** Tells the test something at once, on a way of its own. */
const say = (text) => void fetch(`/say?text=${encodeURIComponent(text)}`);

const isSettled = ({ status }) => status === 'ready' || status === 'failing';

/** Resolves when what an earlier page left has been taken over. */
const outboxIsOpen = () =>
  new Promise((resolve) => {
    const look = () => isSettled(cafe.outbox.getSnapshot()) && resolve();
    cafe.outbox.subscribe(look);
    look();
  });

globalThis.terminal = {
  isSecure: () => globalThis.isSecureContext,
  /** Opens a client of an enrolled device; `pin` signs somebody in. */
  async open({ hub, device, staffId, pin, options = {} }) {
    const http = createHttp({ url: hub });
    const getToken = tokensOf(http, device);
    cafe = createCafe({
      url: hub,
      getToken,
      report: (error) => reported.push(error.code ?? String(error)),
      ...options,
    });
    cafe.outbox.onEnded(({ id, receipt, error }) => ended.push({ id, version: receipt?.version, code: error?.code }));
    if (pin !== undefined) {
      const deviceToken = await getToken('connect');
      await cafe.actAs(personOf(http, await http.signInByPin(deviceToken, { staffId, pin })));
    }
    await outboxIsOpen();
  },
  /** Puts lines onto a bill; resolves with their ids when all of them are saved here, and tells the test of each at once. */
  addLines: (orderId, itemId, count) =>
    Promise.all(
      Array.from({ length: count }, () => {
        const lineId = crypto
          .getRandomValues(new Uint32Array(4))
          .reduce((id, word) => id + word.toString(16).padStart(8, '0'), '');
        const uuid = `${lineId.slice(0, 8)}-${lineId.slice(8, 12)}-7${lineId.slice(13, 16)}-8${lineId.slice(17, 20)}-${lineId.slice(20)}`;
        return new Promise((resolve, reject) => {
          const onSaved = () => {
            say(uuid);
            resolve(uuid);
          };
          cafe.orders.addLines(orderId, [{ itemId, quantity: 1, lineId: uuid }], { onSaved }).catch((error) => {
            reported.push(`sender: ${error.code}`);
            reject(error);
          });
        });
      }),
    ),
  /** The line ids of what is in the outbox, in order. */
  queued: () => cafe.outbox.getSnapshot().commands.flatMap(({ command }) => command.lines.map(({ lineId }) => lineId)),
  outbox: () => cafe.outbox.getSnapshot().status,
  sync: () => cafe.sync.getSnapshot(),
  connection: () => cafe.connection.getSnapshot().state,
  reported: () => reported,
  ended: () => ended,
};
