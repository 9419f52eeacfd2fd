/** `npm run prove:cluster`: sets up what is missing, then makes every part of a café of many processes fail, in traffic. */
import { launch } from './setup/launch.mjs';

await launch('tests', 'cluster/prove.js');
