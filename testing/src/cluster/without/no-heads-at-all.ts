import { replace } from './replace.ts';

replace('/hub/dist/sockets/heads.js', new URL('./no-heads.js', import.meta.url));
