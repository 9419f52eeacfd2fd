import { Command } from '@cafe/contract';
import { menuStream, storeStream } from '@cafe/contract/folds';
import { type Context, Refusal, type Service } from '@cafe/services/kernel';
import { exportMenu, IMPORT_LIMITS, type MenuFormat, planImport } from '@cafe/services/menu';
import * as z from 'zod';
import { refuseCardNumbers } from '../card-numbers.ts';
import type { Door } from '../door.ts';
import type { Answer, Asked, Endpoint } from './endpoint.ts';
import { idsFor, senderOfRequest } from './idempotency.ts';
import { mustBe, type ReadPorts, readEndpoint, seesFloor, stateOf } from './reads/read.ts';
import { refusalsOf, WITH_TOKEN } from './refusals-of.ts';

/** What menus as files need of the hub. */
export interface MenuFilePorts extends ReadPorts {
  readonly door: Pick<Door, 'standing'>;
  readonly menu: Pick<Service, 'handle'>;
  readonly newUuid: () => string;
}

const FORMATS: readonly string[] = ['application/json', 'text/csv'];

const exported = (ports: MenuFilePorts): Endpoint =>
  readEndpoint(ports, {
    path: '/menu/export',
    summary: 'Gives the menu as a file that can be imported again',
    token: 'required',
    query: { format: z.enum(['json', 'csv']).default('json') },
    produces: FORMATS,
    read: async ({ query: { format }, actor }) => {
      mustBe(seesFloor(actor), 'the menu as a file');
      const { state: menu } = await stateOf(ports, menuStream(ports.storeId));
      const { state: store } = await stateOf(ports, storeStream(ports.storeId));
      const { contentType, fileName, text } = exportMenu(menu, format, store.currency);
      const headers = {
        'Content-Type': contentType,
        'Content-Disposition': `attachment; filename="${fileName}"`,
        'Cache-Control': 'no-store',
      };
      return { status: 200, body: text, headers };
    },
  });

/** Who imports, as each of its commands is sent. Nothing of a file is looked at before they may import at all. */
const importerOf = async ({ door }: MenuFilePorts, { claims }: Asked): Promise<Context> => {
  if (!claims) throw new Refusal('auth.required', 'an import asks for a token');
  const { by, may } = await door.standing(claims);
  if (!may('menu.saveItem')) throw new Refusal('actor.forbidden', 'menu.saveItem is not permitted');
  return { by, may };
};

const formatOf = ({ header }: Asked): MenuFormat =>
  /^text\/csv\b/i.test(header('content-type') ?? '') ? 'csv' : 'json';

const importFile = async (ports: MenuFilePorts, asked: Asked): Promise<Answer> => {
  const { storeId, menu, newUuid } = ports;
  const importer = await importerOf(ports, asked);
  const sender = senderOfRequest(asked.claims, {});
  const { commandId: importId } = idsFor(asked.header('idempotency-key'), { storeId, sender, newUuid });
  const { state: present } = await stateOf(ports, menuStream(storeId));
  const { state: store } = await stateOf(ports, storeStream(storeId));
  const bytes = asked.body instanceof Uint8Array ? asked.body : new Uint8Array();
  const planned = planImport({ importId, storeId, format: formatOf(asked), bytes, currency: store.currency }, present);
  for (const { command } of planned) {
    refuseCardNumbers(command);
    if (!importer.may(command.type)) throw new Refusal('actor.forbidden', `${command.type} is not permitted`);
  }
  for (const { id, command } of planned) await menu.handle({ id, command: Command.parse(command) }, importer);
  return { status: 200, body: { importId, commands: planned.length } };
};

const imported = (ports: MenuFilePorts): Endpoint => ({
  method: 'POST',
  path: '/menu/import',
  summary: 'Imports a menu file: checked whole first, then saved thing by thing',
  description:
    'With the same `Idempotency-Key`, a repeat goes on where a broken import stopped, and changes nothing more.',
  token: 'required',
  files: FORMATS,
  maxBytes: IMPORT_LIMITS.bytes,
  response: z.object({ importId: z.string(), commands: z.int() }),
  status: 200,
  idempotent: true,
  refusals: [...new Set([...WITH_TOKEN, 'input.card_number' as const, ...refusalsOf('menu.saveItem')])],
  handle: (asked) => importFile(ports, asked),
});

/** The menu as a file, out and in. */
export const menuFileEndpoints = (ports: MenuFilePorts): readonly Endpoint[] => [exported(ports), imported(ports)];
