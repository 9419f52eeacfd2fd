import { textOf } from './source-facts.ts';

/** One entry of package-lock.json, as far as the tests look at it. */
export interface LockedPackage {
  /** Its place in the tree: `node_modules/engine.io/node_modules/accepts`. */
  readonly path: string;
  readonly name: string;
  readonly version: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly hasInstallScript?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const read = (): LockedPackage[] => {
  const { packages }: { packages: Record<string, LockedPackage> } = JSON.parse(textOf('package-lock.json'));
  return Object.entries(packages).map(([path, entry]) => ({
    ...entry,
    path,
    name: path.split('node_modules/').at(-1) ?? path,
  }));
};

/** Every entry of the lockfile, the workspaces among them. */
export const LOCKED: readonly LockedPackage[] = read();

/** Those that come from a registry. */
export const FROM_REGISTRY = LOCKED.filter(({ path, link }) => path.includes('node_modules/') && !link);

/** What `npm ci --omit=dev` installs: what runs in a café. */
export const AT_RUN_TIME = FROM_REGISTRY.filter(({ dev }) => !dev);
