/** The kinds of projects that the packed SDK is installed into, and how each is run. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The ten lines, for a project that says `require`. */
export const byRequire = `
const { createCafe, createHttp, personOf, tokensOf, when } = require('@cafe/client-sdk');
const { readExampleConfig } = require('./config.js');
(async () => {
  const { url, manager, managerPin: pin } = readExampleConfig();
  const http = createHttp({ url });
  const { grant } = await http.signInByPassword(manager);
  const { code } = await http.makeEnrolmentCode(grant.accessToken);
  const getToken = tokensOf(http, await http.enrolDevice({ code, name: 'By require', kind: 'terminal' }));
  const cafe = createCafe({ url, getToken });
  await cafe.actAs(personOf(http, await http.signInByPin(await getToken('connect'), { staffId: grant.id, pin })));
  await when(cafe.menu(), ({ value }) => value);
  const { displayNumber } = await cafe.orders.open({ serviceType: 'takeaway' });
  console.log('number ' + displayNumber + ' is in the kitchen');
  cafe.stop();
})();
`.replace(
  "require('./config.js')",
  '{ readExampleConfig: () => ({ url: process.argv[2], manager: { login: "mara", password: "cappuccino-and-cake" }, managerPin: "200200" }) }',
);

/** Vite makes one file of it, with all that a browser would get; Node gives it the WebSocket that it lacks. */
export const inVite = `
export default {
  build: { target: 'esnext', minify: true, lib: { entry: 'first-bill.js', formats: ['es'], fileName: () => 'bill.js' } },
};
`;

/** The program in a package of builds for one platform each: no install script has linked it. */
const binaryIn = (home, scope, file) => {
  const folder = join(home, 'node_modules', scope);
  const [build] = readdirSync(folder).filter((name) => name.includes('linux') || name.includes(process.platform));
  return join(folder, build, file);
};

const node = process.execPath;
export const PROJECTS = [
  { name: 'esm', needs: [], run: (_home, url) => [[node, 'first-bill.js', url]] },
  { name: 'cjs', needs: [], run: (_home, url) => [[node, 'first-bill.cjs', url]] },
  {
    name: 'vite',
    needs: ['vite@8.3.8', 'ws@8.21.3'],
    run: (home, url) => [
      [node, join(home, 'node_modules/vite/bin/vite.js'), 'build'],
      [node, '--input-type=module', '-e', VITE_RUN, url],
    ],
  },
  {
    name: 'bun',
    needs: ['bun@1.4.4'],
    run: (home, url) => [[binaryIn(home, '@oven', 'bin/bun'), 'first-bill.js', url]],
  },
  {
    name: 'deno',
    needs: ['deno@2.9.6'],
    run: (home, url) => [[binaryIn(home, '@deno', 'deno'), 'run', '-A', 'first-bill.js', url]],
  },
];

const VITE_RUN = `
import { WebSocket } from 'ws';
globalThis.WebSocket = WebSocket;
process.argv.splice(1, 0, 'bill');
await import('./dist/bill.js');
`;
