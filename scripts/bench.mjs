/** `npm run bench`: sets up what is missing, then measures. */
import { launch } from './setup/launch.mjs';

await launch('bench', 'main.js');
