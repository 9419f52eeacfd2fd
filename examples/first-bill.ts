/**
 * The least a terminal is: it is enrolled, somebody signs in on it, opens a bill and sends something to the kitchen.
 *
 *     node examples/dist/first-bill.js [http://localhost:3000]
 */
import { createCafe, createHttp, personOf, type StaffId, tokensOf, when } from '@cafe/client-sdk';
import { readExampleConfig } from './config.ts';

const { url, manager, managerPin: pin } = readExampleConfig();

// #region ten-lines
const http = createHttp({ url });
const { grant } = await http.signInByPassword(manager);
const { code } = await http.makeEnrolmentCode(grant.accessToken);
const device = await http.enrolDevice({ code, name: 'My terminal', kind: 'terminal' }); // keep it: this device's key
const getToken = tokensOf(http, device);
const cafe = createCafe({ url, getToken });
const signedIn = await http.signInByPin(await getToken('connect'), { staffId: grant.id as StaffId, pin });
await cafe.actAs(personOf(http, signedIn));

const menu = await when(cafe.menu(), ({ value }) => value);
const bun = Object.values(menu.items).find(({ name }) => name === 'Cinnamon Bun');
const { orderId, displayNumber } = await cafe.orders.open({ serviceType: 'takeaway' });
if (bun) await cafe.orders.send(orderId, { lines: [{ itemId: bun.itemId, quantity: 2 }] });
console.log(`number ${displayNumber} is in the kitchen`);
// #endregion
cafe.stop();
