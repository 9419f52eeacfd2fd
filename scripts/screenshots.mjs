/**
 * `npm run screenshots`: photographs the pages into docs/screens/. It starts a demo café of its own with its data in a temporary
 * folder and plays the scenes of scripts/screenshots/*-scenes.mjs in it, one after another. With words, only the scenes whose
 * name has one of them: `npm run screenshots -- kitchen terminal-cash`.
 */
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openDemo } from './pictures/demo.mjs';
import { openStage } from './screenshots/stage.mjs';
import { prepare } from './setup/prepare.mjs';
import { ROOT } from './setup/root.mjs';
import { step } from './setup/step.mjs';

const FOLDER = join(ROOT, 'docs/screens');
const SCENES = join(import.meta.dirname, 'screenshots');

const allScenes = async () => {
  const files = (await readdir(SCENES)).filter((name) => name.endsWith('-scenes.mjs')).sort();
  const loaded = await Promise.all(files.map((file) => import(join(SCENES, file))));
  return loaded.flatMap(({ scenes }) => scenes);
};

const words = process.argv.slice(2);
const isWanted = ({ name }) => words.length === 0 || words.some((word) => name.includes(word));
await prepare('.');
await mkdir(FOLDER, { recursive: true });
const demo = await step('opening a demo café', openDemo);
const stage = await openStage(demo);
try {
  for (const scene of await allScenes()) {
    if (!isWanted(scene)) continue;
    await step(`docs/screens/${scene.name}.png`, () => stage.photograph(scene, join(FOLDER, `${scene.name}.png`)));
  }
} finally {
  await stage.close();
  await demo.stop();
  await rm(demo.folder, { recursive: true, force: true, maxRetries: 3 });
}
