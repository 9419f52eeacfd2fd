/**
 * A kitchen screen in fifteen lines: it is enrolled, follows what the kitchen has, and prints every line that is in the
 * kitchen, live, until it is stopped with Ctrl-C.
 *
 *     node examples/dist/kitchen-screen.js [http://localhost:3000]
 */
import { createCafe, createHttp, tokensOf } from '@cafe/client-sdk';
import { readExampleConfig } from './config.ts';

const { url, manager } = readExampleConfig();

// #region tour
const http = createHttp({ url });
const { grant } = await http.signInByPassword(manager);
const { code } = await http.makeEnrolmentCode(grant.accessToken);
const device = await http.enrolDevice({ code, name: 'My kitchen screen', kind: 'kitchen' });
const cafe = createCafe({ url, getToken: tokensOf(http, device) });

const kitchen = cafe.kitchen();
kitchen.subscribe(() => {
  const { status, value } = kitchen.getSnapshot();
  console.log(`${status}: ${value?.orders.length ?? 0} orders in the kitchen`);
  for (const { bill } of value?.orders ?? []) {
    for (const { quantity, name, state } of bill.lines)
      console.log(`  #${bill.displayNumber} ${quantity} × ${name}: ${state}`);
  }
});
// #endregion
