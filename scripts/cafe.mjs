/** `npm run cafe -- <command>`: sets up what is missing, then runs the café's command line. */
import { launch } from './setup/launch.mjs';

await launch('hub', 'cli/main.js');
