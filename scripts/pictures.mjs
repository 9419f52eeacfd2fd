/**
 * `npm run pictures`: makes docs/pictures/*.png from a real run. It starts a demo café of its own with its data in a temporary
 * folder, plays examples/one-evening in it, and photographs what is there with the `chromium` on the PATH.
 */
import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { openDemo, playEvening } from './pictures/demo.mjs';
import { overviewPage } from './pictures/overview.mjs';
import { photograph } from './pictures/photograph.mjs';
import { prepare } from './setup/prepare.mjs';
import { ROOT } from './setup/root.mjs';
import { step } from './setup/step.mjs';

/** What a picture in the README may weigh, in bytes. */
const MAX_BYTES = 400_000;

const pictureOf = (name) => join(ROOT, 'docs/pictures', `${name}.png`);

const take = async (name, what) => {
  const file = pictureOf(name);
  await step(`docs/pictures/${name}.png`, () => photograph(file, what));
  const { size } = await stat(file);
  if (size > MAX_BYTES) throw new Error(`docs/pictures/${name}.png weighs ${size} bytes, more than ${MAX_BYTES}`);
};

await prepare('.');
const demo = await step('opening a demo café', openDemo);
try {
  await take('guest-phone', { url: `${demo.url}/t/${demo.tableCode}`, width: 360, height: 740, scale: 2 });
  await take('docs', { url: `${demo.url}/docs`, width: 1_280, height: 860, scale: 1 });
  const evening = await step('playing one evening', () => playEvening(demo.url));
  const phone = (await readFile(pictureOf('guest-phone'))).toString('base64');
  const page = join(demo.folder, 'overview.html');
  await overviewPage(page, { evening, phone });
  await take('overview', { url: `file://${page}`, width: 1_240, height: 724, scale: 1.3 });
} finally {
  await demo.stop();
  await rm(demo.folder, { recursive: true, force: true, maxRetries: 3 });
}
