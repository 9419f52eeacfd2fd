/** A hub as far as its store is concerned: starts one on the data directory named, says so in one line, and stops on SIGTERM. */
import { getStore } from '@cafe/hub/embedded';

const [dataDir, toolsDir] = process.argv.slice(2);
const log = (line) => process.stderr.write(`${line}\n`);
const store = await getStore({ dataDir, toolsDir, path: process.env.PATH, log });
process.stdout.write(`${JSON.stringify({ uri: store.uri, pid: store.pid() })}\n`);
process.once('SIGTERM', () => void store.stop().then(() => process.exit(0)));
process.stdin.resume(); // stays until it is told to go
