import { Refusal } from '@cafe/services/kernel';
import { Command } from 'commander';
import { v7 } from 'uuid';
import { type Config, ConfigError, loadConfig, programPath } from '../config.ts';
import { configTable, describeConfig } from '../config-words.ts';
import { DataDirBusy, NoStore } from '../embedded/index.ts';
import { addStore, chooseStore, NoSuchStore, type StoreIdentity, storesOf } from '../store-identity.ts';
import { createAsk } from './ask.ts';
import { examine, report as reportLines } from './doctor.ts';
import { initStore } from './init.ts';
import { Misuse } from './misuse.ts';
import { openCafe } from './open-cafe.ts';
import { type OpenedStore, openStore } from './open-store.ts';
import { type TailOptions, tail } from './tail.ts';
import { makeTls } from './tls.ts';

/** Exit codes: 1 something is wrong, 2 it was asked for wrongly. */
const WRONG = 1;
const MISUSED = 2;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);
const report = (error: unknown): void =>
  complain(error instanceof Error ? (error.stack ?? error.message) : String(error));

/** Runs work on the store, and lets go of it whatever happens. */
const onStore = async (
  work: (opened: OpenedStore, config: Config) => Promise<void>,
  onlyRunning = false,
): Promise<void> => {
  const config = loadConfig();
  const opened = await openStore({ config, path: programPath(), log: complain, onlyRunning });
  try {
    await work(opened, config);
  } finally {
    await opened.close();
  }
};

const identityIn = async ({ connection }: OpenedStore, config: Config): Promise<StoreIdentity> =>
  chooseStore(await storesOf(connection), config.STORE_ID as StoreIdentity['storeId']); // a uuid, parsed

const doctor = ({ json = false }: { json?: boolean }) =>
  onStore(async (opened, config) => {
    const findings = await examine(opened, config);
    if (json) say(JSON.stringify(findings));
    else for (const line of reportLines(findings)) say(line);
    if (findings.some(({ ok }) => !ok)) process.exitCode = WRONG;
  });

const rebuild = () =>
  onStore(async (opened, config) => {
    const cafe = await openCafe({ config, opened, identity: await identityIn(opened, config), report });
    const streams = await cafe.kernel.rebuild();
    await cafe.kernel.stop();
    say(`made the read models of ${streams} streams again from the log`);
  });

interface InitOptions {
  readonly name?: string;
  readonly currency: string;
  readonly timeZone: string;
  readonly owner?: string;
  readonly login?: string;
}

const askFor = async ({ name, owner, login, currency, timeZone }: InitOptions) => {
  const ask = createAsk(process.stdin, process.stdout);
  try {
    return {
      name: name ?? (await ask.line('Name of the café')),
      ownerName: owner ?? (await ask.line('Name of the owner')),
      login: login ?? (await ask.line('Sign-in name of the owner')),
      password: await ask.line('Password, ten characters or more', { secret: true }),
      pin: (await ask.line('PIN, six digits or more (may stay empty)', { secret: true })) || undefined,
      currency,
      timeZone,
    };
  } finally {
    ask.close();
  }
};

const init = (options: InitOptions) =>
  onStore(async (opened, config) => {
    const [present] = await storesOf(opened.connection);
    if (present)
      throw new NoSuchStore(`There is a store already: ${present.storeId}. A café has one database of its own.`);
    const wish = await askFor(options);
    const storeId = v7() as StoreIdentity['storeId']; // a fresh uuid is an id of whatever is made with it
    const identity: StoreIdentity = { storeId, epoch: v7(), demo: false };
    const cafe = await openCafe({ config, opened, identity, report });
    const { code, expiresAt } = await initStore(cafe, wish);
    await cafe.kernel.stop();
    // Last, so that a store nobody can sign in to is never one that a hub opens.
    await addStore(opened.connection, identity);
    say(`${wish.name} is there: store ${storeId}`);
    say(`Start it with \`npm start\`; enrol the first device with ${code}, good until ${expiresAt}.`);
  });

const tailLog = (options: TailOptions) =>
  onStore(async (opened, config) => {
    const ending = new AbortController();
    process.once('SIGINT', () => ending.abort());
    process.once('SIGTERM', () => ending.abort());
    process.stdout.on('error', () => ending.abort()); // whoever read the lines is gone
    const identity = await identityIn(opened, config);
    const isColoured = process.stdout.isTTY && options.json !== true;
    await tail({ opened, identity, options, say, isColoured, report, signal: ending.signal });
  }, true);

const config = ({ markdown = false }: { markdown?: boolean }) => {
  if (markdown) say(configTable());
  else for (const line of describeConfig(loadConfig())) say(line);
};

const collect = (name: string, before: readonly string[]): readonly string[] => [...before, name];

const tls = async ({ name }: { name: readonly string[] }) => {
  for (const line of await makeTls(loadConfig(), name)) say(line);
};

const program = new Command('cafe').description('Looks after a café hub: its store, its owner, its collections.');
program
  .command('doctor')
  .description('says which store it talks to, what that can do, and what is wrong, with remedies')
  .option('--json', 'as JSON')
  .addHelpText('after', '\nExample:\n  npm run cafe -- doctor')
  .action(doctor);
program
  .command('init')
  .description('makes a real store and its owner')
  .option('--name <name>', 'what the café is called')
  .option('--currency <code>', 'ISO 4217', 'EUR')
  .option('--time-zone <zone>', 'of the IANA database', Intl.DateTimeFormat().resolvedOptions().timeZone)
  .option('--owner <name>', 'the owner’s name')
  .option('--login <name>', 'the owner’s sign-in name')
  .addHelpText(
    'after',
    '\nThe password and the PIN are asked for, or read as two lines from a pipe.\n\nExample:\n  DEMO=false npm run cafe -- init --name "Corner Café" --owner Olga --login olga',
  )
  .action(init);
program
  .command('rebuild')
  .description('makes the collections that people query again from the log')
  .addHelpText('after', '\nExample:\n  npm run cafe -- rebuild')
  .action(rebuild);
program
  .command('tail')
  .description('shows what happens in the store, a line for each event, while the hub runs; Ctrl-C ends it')
  .option('--room <room>', 'only kitchen, floor, menu, store, staff, table:<label or id> or order:<id>')
  .option('--from <when>', 'begins so long ago (30s, 10m, 2h, 1d), or at a version of --room order:<id>')
  .option('--json', 'a JSON object for each event')
  .addHelpText('after', '\nExample:\n  npm run cafe -- tail --room table:7 --from 10m')
  .action(tailLog);
program
  .command('tls')
  .description('makes the certificate that https needs in the café’s own network, and the authority that devices trust')
  .option('--name <name>', 'a further name or address of this machine; may be given several times', collect, [])
  .addHelpText(
    'after',
    '\nRun it again once a year, or when the address has changed: the authority stays.\n\nExample:\n  npm run cafe -- tls --name cafe.lan',
  )
  .action(tls);
program
  .command('config')
  .description('prints the configuration, secrets masked')
  .option('--markdown', 'every variable as a table, as docs/configuration.md has it')
  .addHelpText('after', '\nExample:\n  npm run cafe -- config')
  .action(config);

program.parseAsync().catch((error: unknown) => {
  const isMisuse =
    error instanceof Misuse || error instanceof ConfigError || error instanceof NoSuchStore || error instanceof Refusal;
  if (isMisuse || error instanceof DataDirBusy || error instanceof NoStore) complain(error.message);
  else report(error);
  process.exitCode = isMisuse ? MISUSED : WRONG;
});
