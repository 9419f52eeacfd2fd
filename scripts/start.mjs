/** `npm start`: sets up what is missing, then runs the café. */
import { launch } from './setup/launch.mjs';

await launch('hub', 'main.js');
