/**
 * A guest's page in React: `?hub=http://localhost:3000&code=…` is the hub and the code on the table. It joins, shows the bill
 * as it is at every moment, and orders. Bundle it with whatever you like (`vite build` takes it as it is).
 */
import { createCafe, createHttp, type Followed, type FollowedOrder, type OrderId, tokensOf } from '@cafe/client-sdk';
import { CafeProvider, useCafe, useConnection, useMenu, useOrder } from '@cafe/client-sdk/react';
import { createRoot } from 'react-dom/client';

const STATUS: Record<Followed<unknown>['status'], string> = {
  loading: 'One moment…',
  live: '',
  stale: 'No connection: this is what we knew last.',
  outdated: 'Please reload this page.',
  refused: 'This bill is not yours any more.',
};

const Lines = ({ order }: { readonly order: FollowedOrder }) => (
  <ul>
    {order.bill.lines.map(({ lineId, quantity, name, state }) => (
      <li key={lineId}>
        {quantity} × {name}: {state}
      </li>
    ))}
  </ul>
);

const Dishes = ({ orderId }: { readonly orderId: OrderId }) => {
  const { orders } = useCafe();
  const items = Object.values(useMenu().value?.items ?? {}).filter(({ variants }) => !variants?.length);
  return items.map(({ itemId, name }) => (
    <button key={itemId} type="button" onClick={() => void orders.send(orderId, { lines: [{ itemId, quantity: 1 }] })}>
      {name}
    </button>
  ));
};

const Page = ({ orderId }: { readonly orderId: OrderId }) => {
  const { state } = useConnection();
  const { status, value } = useOrder(orderId);
  return (
    <main>
      <h1>Your table</h1>
      <p role="status">{state === 'online' ? STATUS[status] : STATUS.stale}</p>
      {value?.bill.status === 'waiting' && <p>The staff will let you in.</p>}
      {value && <Lines order={value} />}
      {value?.bill.status === 'open' && <Dishes orderId={orderId} />}
    </main>
  );
};

const asked = new URLSearchParams(location.search);
const url = asked.get('hub') ?? location.origin;
const http = createHttp({ url });
const { tableId, orderId } = await http.scan(asked.get('code') ?? '');
const key = await http.join({ tableId, orderId, name: 'Guest' });
const cafe = createCafe({ url, getToken: tokensOf(http, key) });
const place = document.getElementById('root');
if (place) {
  createRoot(place).render(
    <CafeProvider cafe={cafe}>
      <Page orderId={key.orderId} />
    </CafeProvider>,
  );
}
