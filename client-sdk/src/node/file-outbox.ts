import { mkdir, open, rename } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { CommandId, RefusalBody } from '@cafe/contract';
import { clientError } from '../cafe-error.ts';
import type { OpenOutbox, OutboxPlace, OutboxStore, QueuedCommand } from '../outbox-store.ts';
import { lockFile } from './file-lock.ts';
import { type Kept, type Line, linesOf, readFileLines } from './outbox-lines.ts';
import { SyncedFile } from './synced-file.ts';

/** So many lines that mean nothing any more are rewritten away. */
const MAX_DEAD_LINES = 1_000;

/** One file of lines, of which the last word on an id counts. */
class FileOutbox implements OutboxStore {
  readonly #path: string;
  readonly #kept: Kept;
  readonly #unlock: () => Promise<void>;
  #file: SyncedFile;
  #dead = 0;
  #isAdopted = false;
  #rewriting: Promise<void> = Promise.resolve();

  constructor(path: string, kept: Kept, { file, unlock }: { file: SyncedFile; unlock: () => Promise<void> }) {
    this.#path = path;
    this.#kept = kept;
    this.#file = file;
    this.#unlock = unlock;
  }

  async adopt(): Promise<readonly QueuedCommand[]> {
    if (this.#isAdopted) return []; // the file has one process at a time
    this.#isAdopted = true;
    return [...this.#kept.values()];
  }

  async put(command: QueuedCommand): Promise<void> {
    if (this.#kept.has(command.id)) return;
    this.#kept.set(command.id, command);
    try {
      await this.#write({ put: command });
    } catch (error) {
      this.#kept.delete(command.id);
      throw error;
    }
  }

  async remove(id: CommandId): Promise<void> {
    if (!this.#kept.delete(id)) return;
    this.#dead += 2;
    await this.#write({ remove: id });
    if (this.#dead > MAX_DEAD_LINES) await this.#rewrite();
  }

  async refuse(id: CommandId, refusal: RefusalBody): Promise<void> {
    const command = this.#kept.get(id);
    if (!command) return;
    this.#kept.set(id, { ...command, refusal });
    await this.#write({ refuse: id, refusal });
  }

  async close(): Promise<void> {
    await this.#rewriting.catch(() => undefined); // which was said
    await this.#file.close();
    await this.#unlock();
  }

  async #write(line: Line): Promise<void> {
    await this.#rewriting;
    await this.#file.append(linesOf([line]));
  }

  #rewrite(): Promise<void> {
    this.#dead = 0;
    this.#rewriting = this.#rewriting.then(async () => {
      await this.#file.close();
      this.#file = await rewritten(this.#path, this.#kept).catch((cause: unknown) => {
        // Not full, as one is that can be written on: this one has no file any more, and is to be opened anew.
        throw clientError('client.outbox_failed', 'the outbox could not be written anew', { cause });
      });
    });
    return this.#rewriting;
  }
}

/** Writes what is kept into a new file and puts it in the place of the old one: at every moment one of them is whole. */
const rewritten = async (path: string, kept: Kept): Promise<SyncedFile> => {
  const fresh = `${path}.new`;
  const file = await SyncedFile.create(fresh);
  await file.append(linesOf([...kept.values()].map((command) => ({ put: command }))));
  await rename(fresh, path);
  // The name of a file is an entry of its folder, which is synced by itself.
  const folder = await open(dirname(path));
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
  return file;
};

const openFile = async (path: string, { report }: OutboxPlace): Promise<OutboxStore> => {
  await mkdir(dirname(path), { recursive: true });
  const unlock = await lockFile(path);
  try {
    const { kept, damaged } = await readFileLines(path);
    if (damaged) {
      await rename(path, `${path}.damaged`);
      report(
        clientError('client.outbox_failed', `some lines of ${path} cannot be read: it is kept as ${path}.damaged`),
      );
    }
    return new FileOutbox(path, kept, { file: await rewritten(path, kept), unlock });
  } catch (error) {
    await unlock();
    throw error;
  }
};

/**
 * An outbox in a file, for Node, Bun and Deno: each command is appended and synced to the disk before its sender hears that it
 * is saved. A file belongs to one process at a time: for another one, and where the path cannot be written, the outbox is
 * `failing` with `client.outbox_failed`, is opened anew at the next command, and with a connection the hub gets the commands all
 * the same. Lines that cannot be read are set aside in `<path>.damaged`, which the app's `report` hears.
 *
 * @param path where to; its folder is made where it is not there
 * @see client-sdk/RULES.md, SDK-57
 * @example
 * const cafe = createCafe({ url, getToken, outbox: fileOutbox('data/outbox.jsonl') });
 */
export const fileOutbox =
  (path: string): OpenOutbox =>
  (place) =>
    openFile(resolve(path), place);
