import { createCafe, createHttp, personOf, tokensOf, when } from '@cafe/client-sdk';

/** The next table is another one for every scene. */
let next = 0;

/** A terminal of its own, with the demo's manager signed in. */
const terminal = async (url) => {
  const http = createHttp({ url });
  const { grant } = await http.signInByPassword({ login: 'olga', password: 'espresso-and-croissant' });
  const { code } = await http.makeEnrolmentCode(grant.accessToken);
  const getToken = tokensOf(http, await http.enrolDevice({ code, name: 'Scenes', kind: 'terminal' }));
  const cafe = createCafe({ url, getToken });
  const token = await getToken('connect');
  const manager = (await http.people(token)).find(({ name }) => name === 'Mara Manager');
  const signedIn = await http.signInByPin(token, { staffId: manager.staffId, pin: '200200' });
  await cafe.actAs(personOf(http, signedIn));
  return cafe;
};

/** Somebody of the staff, and the table that they look after: `path` is what its code opens. */
export const openStaff = async (url) => {
  const cafe = await terminal(url);
  const { floor } = await when(cafe.floor(), ({ status, value }) => (status === 'live' ? value : undefined));
  const tables = Object.values(floor.tables).filter((one) => one.state === 'available' && !one.orderId);
  const { tableId, code } = tables[next++ % tables.length];
  let orderId;
  const table = cafe.table(tableId);
  const stopFollowing = table.subscribe(() => undefined);
  const linesIn = (...states) => {
    const lines = table.getSnapshot().value?.open?.bill.lines ?? [];
    return lines.filter(({ state }) => states.includes(state));
  };
  const seen = (...states) => when(table, () => (linesIn(...states).length > 0 ? linesIn(...states) : undefined));
  return {
    path: `/t/${code}`,
    async openTable() {
      ({ orderId } = await cafe.orders.open({ serviceType: 'dine_in', tableId, covers: 3 }));
    },
    admitAll: () => cafe.guests.admit(orderId),
    /** The kitchen is at it: of what was sent the first is served, the next ready, the next begun. */
    async cook() {
      const [served, ready, begun] = await seen('fired');
      const at = ({ lineId, stationIds: [stationId] }) => ({ stationId, lineIds: [lineId] });
      for (const line of [served, ready]) if (line) await cafe.orders.finish(orderId, at(line));
      if (served) await cafe.orders.serve(orderId, [served.lineId]);
      if (begun) await cafe.orders.start(orderId, at(begun));
    },
    sendAllAway: () => cafe.guests.endAll(orderId),
    stop() {
      stopFollowing();
      cafe.stop();
    },
  };
};
