/** What a terminal sends for one bench order: two new lines on one bill. */
export interface OrderRequest {
  readonly id: string;
  readonly command: {
    readonly type: 'order.send';
    readonly orderId: string;
    readonly lines: readonly { readonly lineId: string; readonly itemId: string; readonly quantity: number }[];
  };
}

/** What a rival makes of it: the lines with names and prices, and a note that brings it to the size of our own. */
export interface OrderDocument {
  readonly id: string;
  readonly orderId: string;
  readonly lines: {
    readonly lineId: string;
    readonly itemId: string;
    readonly name: string;
    readonly quantity: number;
    readonly unitPrice: number;
  }[];
  readonly status: 'sent';
  readonly note: string;
}

const FLAT_WHITE = '018f0000-0000-7000-8000-000000000001';
const CROISSANT = '018f0000-0000-7000-8000-000000000002';

/** The request of one bench order. Line ids are made from the order's, so that making them costs the clock nothing. */
export const orderRequest = (id: string, orderId: string): OrderRequest => ({
  id,
  command: {
    type: 'order.send',
    orderId,
    lines: [
      { lineId: `${id.slice(0, -1)}a`, itemId: FLAT_WHITE, quantity: 2 },
      { lineId: `${id.slice(0, -1)}b`, itemId: CROISSANT, quantity: 1 },
    ],
  },
});

const filledIn = ({ id, command }: OrderRequest, note: string): OrderDocument => ({
  id,
  orderId: command.orderId,
  lines: command.lines.map((line) => ({ ...line, name: 'Flat white, oat', unitPrice: 450 })),
  status: 'sent',
  note,
});

const SAMPLE = orderRequest('018f0000-0000-7000-8000-000000000003', '018f0000-0000-7000-8000-000000000004');

/**
 * Makes the rivals' document maker for a wanted size.
 *
 * The filling is one string, which is the cheapest thing to parse, validate and copy: the rivals are not burdened
 * with a shape that only our hub needs. A size below that of the bare document gives the bare document.
 *
 * @param measure bytes of one document, in the encoding that counts (BSON for what is stored, JSON for what is sent)
 */
export const createOrderDocument = (
  wantedBytes: number,
  measure: (document: OrderDocument) => number,
): ((request: OrderRequest) => OrderDocument) => {
  const note = 'x'.repeat(Math.max(0, wantedBytes - measure(filledIn(SAMPLE, ''))));
  return (request) => filledIn(request, note);
};
