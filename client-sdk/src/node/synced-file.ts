import { type FileHandle, open } from 'node:fs/promises';

interface Waiting {
  readonly text: string;
  resolve(): void;
  reject(error: unknown): void;
}

/** A file that is only appended to. What was appended while the disk was busy is written and synced together. */
export class SyncedFile {
  readonly #handle: FileHandle;
  /** How much of it is whole. */
  #length: number;
  #waiting: Waiting[] = [];
  #running: Promise<void> | undefined;

  private constructor(handle: FileHandle, length: number) {
    this.#handle = handle;
    this.#length = length;
  }

  /** Makes an empty file, also where there was one. Only its owner may read it: an outbox says what people ordered. */
  static async create(path: string): Promise<SyncedFile> {
    return new SyncedFile(await open(path, 'w', 0o600), 0);
  }

  /** Resolves when the text is on the disk. */
  append(text: string): Promise<void> {
    if (text === '') return this.#handle.sync();
    return new Promise((resolve, reject) => {
      this.#waiting.push({ text, resolve, reject });
      this.#running ??= this.#run().finally(() => {
        this.#running = undefined;
      });
    });
  }

  async close(): Promise<void> {
    await this.#running;
    await this.#handle.close();
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        await this.#write(Buffer.from(batch.map(({ text }) => text).join('')));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
  }

  /** Half a line, where the disk was full in the middle of it, would spoil the next one: it is cut off again. */
  async #write(bytes: Buffer): Promise<void> {
    try {
      let written = 0;
      while (written < bytes.length) {
        const { bytesWritten } = await this.#handle.write(
          bytes,
          written,
          bytes.length - written,
          this.#length + written,
        );
        written += bytesWritten;
      }
      await this.#handle.sync();
      this.#length += bytes.length;
    } catch (error) {
      await this.#handle.truncate(this.#length);
      throw error;
    }
  }
}
