/**
 * Adds to package-lock.json the builds for other platforms that npm left out.
 *
 * npm drops an optional dependency that the registry it asked would not show it, and `npm ci` then refuses the lockfile
 * everywhere. Run this after `npm install` when tests/dependencies.unit.test.ts says that such an entry is missing. The entry
 * pins the exact version its parent names; npm fills in the integrity the next time it sees the package.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './setup/root.mjs';

const OS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32', 'aix', 'sunos'];
const CPU = ['arm64', 'arm', 'x64', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'wasm32'];

/** What a build's name says of the machine it is for: `core-linux-x64-musl` is for Linux on x64 with musl. */
const machineOf = (name) => {
  const words = name.split('/').at(-1).split('-');
  const libc = words.some((word) => word.startsWith('musl'))
    ? 'musl'
    : words.some((word) => word.startsWith('gnu'))
      ? 'glibc'
      : '';
  const os = OS.filter((one) => words.includes(one));
  const cpu = CPU.filter((one) => words.includes(one));
  return {
    ...(cpu.length > 0 && { cpu }),
    ...(os.includes('linux') && libc && { libc: [libc] }),
    ...(os.length > 0 && { os }),
  };
};

const file = join(ROOT, 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));
const added = [];
for (const [path, { optionalDependencies = {}, dev }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const places = [`${path}/node_modules/${name}`, `node_modules/${name}`];
    if (places.some((place) => place in lock.packages)) continue;
    const { libc, cpu, os } = machineOf(name);
    if (!/^\d+\.\d+\.\d+/.test(version) || !(cpu || os)) {
      console.error(`${name}@${version} (wanted by ${path}) is not an exact build for one platform: add it by hand`);
      process.exitCode = 1;
      continue;
    }
    lock.packages[places[1]] = {
      version,
      ...(cpu && { cpu }),
      ...(dev && { dev }),
      ...(libc && { libc }),
      optional: true,
      ...(os && { os }),
    };
    added.push(`${name}@${version}`);
  }
}
const byPath = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(byPath) }, undefined, 2)}\n`);
console.log(added.length === 0 ? 'the lockfile is complete' : `added ${added.join(', ')}`);
