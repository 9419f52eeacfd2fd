// One café's ids, so that the examples speak of the same table from page to page.
const ORDER = '0193a1b2-0000-7000-8000-000000000001';
const TABLE = '0193a1b2-0000-7000-8000-000000000002';
const LINE = '0193a1b2-0000-7000-8000-000000000003';
const ITEM = '0193a1b2-0000-7000-8000-000000000004';
const STAFF = '0193a1b2-0000-7000-8000-000000000005';
const HASH = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

/** A body for the paths people try first, by `METHOD path`. Each is read by its own schema in a test. */
export const EXAMPLES: Readonly<Record<string, unknown>> = {
  'POST /auth/password': { login: 'ana', password: 'correct horse battery', nextHash: HASH },
  'POST /auth/pin': { staffId: STAFF, pin: '123456', nextHash: HASH },
  'POST /auth/refresh': { secret: 'the-secret-whose-hash-was-sent-before', nextHash: HASH },
  'POST /devices': { name: 'Bar terminal', kind: 'terminal', code: '23456789AB', secretHash: HASH },
  'POST /orders': { serviceType: 'dine_in', tableId: TABLE, covers: 2 },
  'POST /orders/:orderId/lines': { lines: [{ lineId: LINE, itemId: ITEM, quantity: 2, note: 'no sugar' }] },
  'POST /orders/:orderId/send': { lineIds: [LINE] },
  'POST /orders/:orderId/finish': { lineIds: [LINE] },
  'POST /orders/:orderId/serve': { lineIds: [LINE] },
  'POST /orders/:orderId/void-lines': {
    lines: [{ lineId: LINE, quantity: 1 }],
    reason: 'ordered twice',
    approval: { by: STAFF, pin: '123456' },
  },
  'POST /orders/:orderId/close': {},
  'POST /payments': { orderId: ORDER, paymentId: '0199d3a1-7c00-7000-8000-0000000000f1', tendered: 2_000 },
  'POST /guests/scan': { code: '23456789' },
  'POST /guests': { tableId: TABLE, orderId: ORDER, name: 'Kim', secretHash: HASH },
  'POST /menu/items/:itemId/availability': { state: 'sold_out' },
  'POST /menu/items/:itemId/stock': { remaining: 12 },
};
