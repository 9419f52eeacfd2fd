import { replace } from './replace.ts';

replace('/services/dist/kernel/sweep.js', new URL('./no-sweep.js', import.meta.url));
