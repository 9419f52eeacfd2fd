import { createCafe, createHttp, personOf, tokensOf, when } from '@cafe/client-sdk';

/** What people order on the pictures: by the names of the demo's menu, with what a kitchen has to read. */
const ORDERS = [
  {
    table: '4',
    lines: [
      ['Eggs Benedict', 2],
      ['Butter Croissant', 1],
      ['Flat White', 2],
    ],
  },
  {
    table: '7',
    lines: [
      ['Shakshuka', 1, { note: 'Severe nut allergy, please keep apart' }],
      ['Americano', 1],
    ],
  },
  {
    tab: 'Marguerite von Hohenstein-Oettingen',
    lines: [
      ['Club Sandwich', 1],
      ['Iced Latte', 2],
    ],
  },
  {
    table: 'T3',
    lines: [
      ['Avocado Toast', 3, { note: 'one without chilli' }],
      ['Cappuccino', 2],
      ['Cinnamon Bun', 1],
    ],
  },
  {
    table: '9',
    lines: [
      ['Quiche Lorraine', 2],
      ['Black Forest Gateau', 3],
      ['Espresso', 4],
    ],
    later: [['Cinnamon Bun', 2]],
  },
  { tab: 'Noor', lines: [['Iced Latte', 1]] },
  {
    table: 'Bar 1',
    lines: [
      ['Espresso', 1],
      ['Butter Croissant', 1],
    ],
  },
  {
    table: '1',
    lines: [
      ['Tomato Soup', 2],
      ['Avocado Toast', 1],
      ['Mocha', 2],
    ],
    voids: 1,
  },
  { tab: 'Jonas', lines: [['Eggs Benedict', 1, { note: 'Eggs hard, no sauce on the side, extra toast' }]] },
  {
    table: 'T7',
    lines: [
      ['Cinnamon Bun', 4],
      ['Flat White', 3],
      ['Cold Brew', 2],
      ['Apple Crumble Cake', 2],
    ],
  },
  {
    table: '10',
    lines: [
      ['Shakshuka', 4],
      ['Americano', 4],
      ['Fresh Orange Juice', 2],
      ['Butter Croissant', 6],
      ['Overnight Oats', 1],
    ],
  },
  { table: '2', lines: [['Cappuccino', 2]] },
];

/** The items that the demo has under these names, else one of its others: a menu may change, a picture is still taken. */
const wishes = (menu, lines) => {
  const items = Object.values(menu.items);
  return lines.map(([name, quantity, more = {}], at) => {
    const item = items.find((one) => one.name === name) ?? items[(at * 7 + name.length) % items.length];
    const groups = item.modifierGroupIds.map((id) => menu.modifierGroups[id]);
    const option = groups.find(({ required }) => !required)?.options[at % 2];
    return {
      itemId: item.itemId,
      quantity,
      ...more,
      ...(item.variants?.[0] && { variantId: item.variants[0].variantId }),
      ...(option && at % 2 === 0 && { modifiers: [{ modifierId: option.modifierId }] }),
    };
  });
};

const signIn = async (url) => {
  const http = createHttp({ url });
  const { grant } = await http.signInByPassword({ login: 'mara', password: 'cappuccino-and-cake' });
  const { code } = await http.makeEnrolmentCode(grant.accessToken);
  const getToken = tokensOf(http, await http.enrolDevice({ code, name: 'Pictures', kind: 'terminal' }));
  const cafe = createCafe({ url, getToken });
  const people = await http.people(await getToken('connect'));
  const { staffId } = people.find(({ name }) => name === 'Ana Server');
  const signedIn = await http.signInByPin(await getToken('connect'), { staffId, pin: '400400' });
  await cafe.actAs(personOf(http, signedIn));
  return cafe;
};

let opened;
let sent = 0;
let firstAtMs = 0;

let lastAtMs = 0;

/** When the first and the last of them were sent, in milliseconds. */
export const sentBetween = () => ({ firstAtMs, lastAtMs });

const open = async (url) => {
  const cafe = await signIn(url);
  const menu = await when(cafe.menu(), ({ value }) => value);
  const { floor } = await when(cafe.floor(), ({ value }) => value);
  return { cafe, menu, tables: Object.values(floor.tables) };
};

const sendOne = async ({ cafe, menu, tables }, index) => {
  const { table, tab, lines, later, voids } = ORDERS[index % ORDERS.length];
  const isFirst = index < ORDERS.length;
  const { tableId } = tables.find(({ label }) => label === table) ?? {};
  const where =
    tableId && isFirst
      ? { serviceType: 'dine_in', tableId, covers: 2 }
      : { serviceType: 'takeaway', tabName: isFirst ? tab : `Guest ${index}` };
  const { orderId } = await cafe.orders.open(where);
  await cafe.orders.send(orderId, { lines: wishes(menu, lines) });
  if (later) await cafe.orders.send(orderId, { lines: wishes(menu, later) });
  const { bill } = await when(cafe.order(orderId), ({ value }) => value?.bill.lines.length > 0 && value);
  if (voids) await cafe.orders.voidLines({ orderId, lines: [{ lineId: bill.lines[0].lineId }], reason: 'wrong table' });
  if (index % 3 === 0) await cafe.orders.start(orderId, { lineIds: [bill.lines.at(-1).lineId] });
  if (index % 4 === 2 && bill.lines.length > 1) await cafe.orders.finish(orderId, { lineIds: [bill.lines[0].lineId] });
};

/** Sends orders until there are so many; those of scenes before are among them. */
export const fillKitchen = async ({ url }, count) => {
  opened ??= await open(url);
  firstAtMs ||= Date.now();
  for (; sent < count; sent += 1) {
    await sendOne(opened, sent);
    lastAtMs = Date.now();
  }
};

/** Some that were made before, for the list of what is done. */
export const makeSome = async ({ url }, count) => {
  opened ??= await open(url);
  const { cafe, menu } = opened;
  for (let index = 0; index < count; index += 1) {
    const { orderId } = await cafe.orders.open({ serviceType: 'takeaway', tabName: ['Ada', 'Bo', 'Cy'][index % 3] });
    await cafe.orders.send(orderId, { lines: wishes(menu, ORDERS[index % ORDERS.length].lines) });
    const { bill } = await when(cafe.order(orderId), ({ value }) => value?.bill.lines.length > 0 && value);
    await cafe.orders.finish(orderId, { lineIds: bill.lines.map(({ lineId }) => lineId) });
  }
};

export const leaveKitchen = () => opened?.cafe.stop();
