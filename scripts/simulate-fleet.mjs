/** `npm run simulate:fleet`: sets up what is missing, then simulates a day of many cafés. */
import { launch } from './setup/launch.mjs';

await launch('bench', 'fleet/main.js');
