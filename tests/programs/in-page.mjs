/**
 * Runs a page's module as a browser would, without one: `node in-page.mjs <module> <address>`. Prints the page's text whenever
 * it has changed; `click <text>` on its input clicks the first button that begins so.
 */
import { createInterface } from 'node:readline';
import { Window } from 'happy-dom';
import { WebSocket } from 'ws';

const [module, address] = process.argv.slice(2);
const page = new Window({ url: address });
page.document.body.innerHTML = '<p id="state"></p><main></main><div id="root"></div>';
for (const name of ['document', 'location', 'localStorage', 'navigator', 'HTMLElement', 'Event'])
  Object.defineProperty(globalThis, name, { value: page[name], configurable: true });
page.WebSocket = WebSocket; // the page's own keeps to the rules of origins, and Node 20 has none
Object.assign(globalThis, { window: page, WebSocket });

let shown = '';
const look = () => {
  const text = page.document.body.textContent.replaceAll(/\s+/g, ' ');
  if (text !== shown) process.stdout.write(`${text}\n`);
  shown = text;
};
new page.MutationObserver(look).observe(page.document.body, { childList: true, subtree: true, characterData: true });

createInterface({ input: process.stdin }).on('line', (line) => {
  const wanted = line.replace(/^click /, '');
  [...page.document.querySelectorAll('button')].find((button) => button.textContent.startsWith(wanted))?.click();
});
await import(module);
look();
