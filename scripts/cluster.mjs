/** `npm run cluster`: sets up what is missing, then runs the café as many processes on this machine. */
import { launch } from './setup/launch.mjs';

await launch('testing', 'cluster/main.js');
