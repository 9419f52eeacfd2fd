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
  readonly dependencies?: Readonly<Record<string, string>>;
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

const byPath = new Map(LOCKED.map((entry) => [entry.path, entry] as const));

/** The package that Node finds by a name from a place in the tree: there, else from the folder above. */
const foundFrom = (place: string, name: string): LockedPackage | undefined => {
  for (let at = place; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    const found = byPath.get(at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`);
    if (found) return found;
    if (at === '') return undefined;
  }
};

/** What runs in a café but for these packages, and for what nothing else needs. */
export const atRunTimeWithout = (left: ReadonlySet<string>): readonly LockedPackage[] => {
  const reached = new Set<LockedPackage>();
  const visit = ({ path, dependencies = {}, optionalDependencies = {} }: LockedPackage): void => {
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const found = left.has(name) ? undefined : foundFrom(path, name);
      if (!found || reached.has(found)) continue;
      reached.add(found);
      visit(found);
    }
  };
  for (const workspace of LOCKED.filter(({ path }) => path !== '' && !path.includes('node_modules/'))) visit(workspace);
  return AT_RUN_TIME.filter((entry) => reached.has(entry));
};
