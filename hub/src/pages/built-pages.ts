import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, posix, sep } from 'node:path';

/** A file of the pages as it goes out. */
export interface BuiltFile {
  readonly type: string;
  readonly body: Buffer;
  /** The same, smaller, where the build made it. */
  readonly br?: Buffer;
  readonly gzip?: Buffer;
  /** Of the content; the same content has the same. */
  readonly hash: string;
}

/** The pages as the build left them, by their address from `/` on. Reads them when somebody first asks, and keeps them. */
export type BuiltPages = () => Promise<ReadonlyMap<string, BuiltFile>>;

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.webmanifest': 'application/manifest+json',
};

const readOne = async (folder: string, name: string, names: ReadonlySet<string>): Promise<BuiltFile> => {
  const [body, br, gzip] = await Promise.all(
    [name, `${name}.br`, `${name}.gz`].map((one) => (names.has(one) ? readFile(join(folder, one)) : undefined)),
  );
  if (!body) throw new Error(`${name} is not there any more`);
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 22);
  return { type: TYPES[extname(name)] ?? '', body, ...(br && { br }), ...(gzip && { gzip }), hash };
};

const readAll = async (folder: string): Promise<ReadonlyMap<string, BuiltFile>> => {
  const names = new Set(await readdir(folder, { recursive: true }).catch(() => [])); // it was never built
  const shown = [...names].filter((name) => extname(name) in TYPES);
  const read = async (name: string) =>
    [`/${name.split(sep).join(posix.sep)}`, await readOne(folder, name, names)] as const;
  return new Map(await Promise.all(shown.map(read)));
};

/** The pages in a folder; without one, or where it is not there, none. */
export const builtPages = (folder: string | undefined): BuiltPages => {
  let reading: ReturnType<BuiltPages> | undefined;
  return async () => {
    if (folder === undefined) return new Map();
    reading ??= readAll(folder);
    const files = await reading;
    if (files.size === 0) reading = undefined; // it may be built meanwhile
    return files;
  };
};
