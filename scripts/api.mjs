/** `npm run api`: brings the report of the SDK's public surface in git up to date. */
import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ROOT } from './setup/root.mjs';
import './pack.mjs';

const report = join(ROOT, 'client-sdk/api/client-sdk.api.md');
await mkdir(dirname(report), { recursive: true });
await copyFile(join(ROOT, 'client-sdk/dist/packed/api.md'), report);
