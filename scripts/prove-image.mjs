/**
 * `npm run prove:image`: runs the steps of the Dockerfile in empty folders, without an engine, then makes a store with what
 * they left, starts it as nobody in production, waits for its health check and stops it. With `--short` the stage that builds
 * is not run: what it would build is taken from this checkout. `MONGODB_URI` names a store; else one is started.
 */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runSteps } from './image/run-steps.mjs';
import { tryImage } from './image/try-image.mjs';
import { prepare } from './setup/prepare.mjs';
import { ROOT } from './setup/root.mjs';
import { secondsSince } from './setup/step.mjs';

const isShort = process.argv.includes('--short');
const start = performance.now();
const say = (line) => console.log(`${secondsSince(start)}: ${line}`);
const folder = await mkdtemp(join(tmpdir(), 'cafe-image-'));
const cleanUps = [() => rm(folder, { recursive: true, force: true, maxRetries: 3 })];

const storeUri = async () => {
  const { MONGODB_URI: mongodbUri, PATH: path } = process.env;
  const { getStore } = await import('@cafe/hub/embedded');
  const toolsDir = join(ROOT, 'data', 'tools');
  const store = await getStore({ mongodbUri, path, log: say, toolsDir, dataDir: join(folder, 'data') });
  cleanUps.unshift(store.stop);
  return store.uri;
};

const dropDatabase = async (uri, database) => {
  const { connectStore } = await import('@cafe/services/kernel');
  const connection = await connectStore(uri, { database });
  await connection.dropDatabase();
  await connection.close();
};

const prove = async () => {
  if (!isShort) await prepare('hub'); // the store's own program; what is proved is built from its sources
  await chmod(folder, 0o755);
  const image = await runSteps(join(folder, 'stages'), { isShort, say });
  const mongodbUri = await storeUri();
  const database = `image_${process.pid}`;
  cleanUps.unshift(() => dropDatabase(mongodbUri, database));
  await tryImage(image, { mongodbUri, database, secrets: join(folder, 'secrets'), say });
};

try {
  await prove();
  say('the image is proved');
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  for (const clean of cleanUps) await clean();
}
