import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Surroundings } from './engines.ts';

/** A network that answers does so in this time; a closed one must not hold up the start. */
const ASK_MS = 4_000;
/** Some 100 MB over a slow line. */
const DOWNLOAD_MS = 10 * 60_000;
/** A failure is remembered for a day, so that the next start does not ask again. */
const REMEMBER_MS = 24 * 60 * 60_000;

const failureFile = (toolsDir: string): string => join(toolsDir, 'mongod-download-failed.json');

const recentFailure = async (file: string): Promise<string | undefined> => {
  try {
    const { at, reason }: Record<string, unknown> = JSON.parse(await readFile(file, 'utf8'));
    return typeof at === 'number' && Date.now() - at < REMEMBER_MS ? String(reason) : undefined;
  } catch {
    return undefined; // never failed, or not readable: ask
  }
};

const within = async <Value>(work: Promise<Value>, timeoutMs: number): Promise<Value> => {
  const timeout = AbortSignal.timeout(timeoutMs);
  const tooLong = new Promise<never>((_, reject) => {
    timeout.addEventListener('abort', () => reject(new Error(`no end after ${timeoutMs / 1000} s`)), { once: true });
  });
  return Promise.race([work, tooLong]);
};

/** Node's fetch hides the network's reason in the error's cause. */
const reasonOf = (error: unknown): string => {
  const { name, message, cause }: { name?: unknown; message?: unknown; cause?: unknown } = Object(error);
  if (name === 'TimeoutError') return `no answer in ${ASK_MS / 1000} s`;
  return cause instanceof Error ? cause.message : String(message ?? error);
};

/** Asks for the head of the archive alone, which says in a moment whether the network is open. */
const askFor = async (url: string): Promise<void> => {
  const answer = await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(ASK_MS) });
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}`);
};

/**
 * The mongod that mongodb-memory-server keeps in its cache, else a fresh download of it.
 *
 * Rejects with the reason when there is none and the network is closed: within four seconds the first time, at once for a day
 * after that.
 */
export const downloadedMongod = async ({ toolsDir, log }: Surroundings): Promise<string> => {
  // Loaded here, because most starts find a store without it.
  const { DryMongoBinary } = await import('mongodb-memory-server-core/lib/util/DryMongoBinary.js');
  const options = await DryMongoBinary.generateOptions();
  const cached = await DryMongoBinary.locateBinary(options);
  if (cached !== undefined) return cached;

  const failed = failureFile(toolsDir);
  const earlier = await recentFailure(failed);
  if (earlier !== undefined) throw new Error(`${earlier} (asked within the last day; remove ${failed} to ask again)`);
  try {
    const { MongoBinaryDownloadUrl } = await import('mongodb-memory-server-core/lib/util/MongoBinaryDownloadUrl.js');
    const url = await new MongoBinaryDownloadUrl(options).getDownloadUrl();
    await askFor(url);
    log(`downloading ${url}`);
    const { MongoBinary } = await import('mongodb-memory-server-core/lib/util/MongoBinary.js');
    const command = await within(MongoBinary.getPath(options), DOWNLOAD_MS);
    await rm(failed, { force: true });
    return command;
  } catch (error) {
    await mkdir(toolsDir, { recursive: true });
    await writeFile(failed, JSON.stringify({ at: Date.now(), reason: reasonOf(error) }));
    throw new Error(reasonOf(error), { cause: error });
  }
};
