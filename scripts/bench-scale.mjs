/** `npm run bench:scale`: sets up what is missing, then measures what many screens, restarts and stalled readers cost. */
import { launch } from './setup/launch.mjs';

await launch('bench', 'scale/main.js');
