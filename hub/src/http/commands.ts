import { type Ack, Approval, Command, type CommandType, SessionId, type StoreId } from '@cafe/contract';
import { type CommandRoute, Refusal } from '@cafe/services/kernel';
import * as z from 'zod';
import type { Execute } from '../execute.ts';
import { type Answer, type Asked, type Endpoint, paramsIn } from './endpoint.ts';
import { etagOf } from './etag.ts';
import { idsFor, senderOfRequest } from './idempotency.ts';
import { membersOf } from './members.ts';
import { problem } from './problem.ts';
import { refusalsOf } from './refusals-of.ts';
import { CommandReceipt } from './views/receipt.ts';

/** What the command's path needs of the hub. */
export interface CommandPorts {
  readonly storeId: StoreId;
  readonly execute: Execute;
  readonly newUuid: () => string;
}

/** Beside the command's own fields: what a socket's envelope has there. */
const ENVELOPE = { approval: Approval.optional(), session: SessionId.optional() };

/** The fields of a command type, by name. */
export const fieldsOf = (type: CommandType): Readonly<Record<string, z.ZodType>> => {
  const schema = Command.options.find((option) => option.shape.type.value === type);
  if (!schema) throw new Error(`${type} is no command`);
  const { type: _, ...fields } = schema.shape;
  return fields;
};

/** The JSON body of a command's path: its fields, without those that stand in the path. */
const bodyOf = ({ command, path, newId }: CommandRoute): z.ZodType => {
  const fields = { ...fieldsOf(command) };
  for (const name of paramsIn(path)) delete fields[name];
  if (newId !== undefined && fields[newId]) fields[newId] = fields[newId].optional();
  return z.strictObject({ ...fields, ...ENVELOPE });
};

const answerTo = (
  ack: Ack,
  { requestId }: Asked,
  made: { readonly id: string; readonly at: string } | undefined,
): Answer => {
  if (!ack.ok) return problem(ack.refusal, { requestId });
  const { ok: _, ...receipt } = ack;
  const headers = { ETag: etagOf(ack.version), 'Cache-Control': 'no-store' };
  if (!made) return { status: 200, body: receipt, headers };
  return { status: 201, body: { id: made.id, ...receipt }, headers: { ...headers, Location: made.at } };
};

/** @throws {Refusal} `command.malformed` for what moves money and could not be told from its repeat */
const requireKeyed = ({ newId, mustBeKeyed }: CommandRoute, fields: object, key: string | undefined): void => {
  if (!mustBeKeyed || newId === undefined || key !== undefined || newId in fields) return;
  throw new Refusal('command.malformed', `this needs an Idempotency-Key or a ${newId}: a repeat would be done twice`, {
    remedy:
      'Send the header Idempotency-Key with a value of its own for each new request, and the same one to repeat it.',
  });
};

const handler =
  (route: CommandRoute, { storeId, execute, newUuid }: CommandPorts) =>
  async (asked: Asked): Promise<Answer> => {
    const { session, approval, ...fields } = membersOf(asked);
    const sender = senderOfRequest(asked.claims, fields);
    const key = asked.header('idempotency-key');
    requireKeyed(route, fields, key);
    const { commandId, newId } = idsFor(key, { storeId, sender, newUuid });
    const command: Record<string, unknown> = { type: route.command, ...asked.params, ...fields };
    if (route.newId !== undefined) command[route.newId] ??= newId;
    const envelope = {
      id: commandId,
      command,
      ...(session !== undefined && { session }),
      ...(approval !== undefined && { approval }),
    };
    const ack = await execute(envelope, asked.peer);
    const id = route.newId === undefined ? undefined : String(command[route.newId]);
    return answerTo(ack, asked, id === undefined ? undefined : { id, at: `/api/v1${route.path}/${id}` });
  };

const keyedNote = ({ mustBeKeyed, newId }: CommandRoute): string =>
  mustBeKeyed ? ` It needs an \`Idempotency-Key\` or a \`${newId}\`, so that no repeat is done twice.` : '';

/** A service's command as an endpoint: the same schema, the same way in as a socket's. */
export const commandEndpoint = (route: CommandRoute, ports: CommandPorts): Endpoint => {
  const fields = fieldsOf(route.command);
  const params = Object.fromEntries(
    paramsIn(route.path).map((name) => {
      const schema = fields[name];
      if (!schema) throw new Error(`${route.path} names ${name}, and ${route.command} has no such field`);
      return [name, schema];
    }),
  );
  return {
    method: 'POST',
    path: route.path,
    summary: route.summary,
    description: `The command \`${route.command}\`.${keyedNote(route)}`,
    token: 'optional', // whether a command asks for one is decided where all commands are
    countedElsewhere: true,
    params,
    body: bodyOf(route),
    response: CommandReceipt,
    status: route.newId === undefined ? 200 : 201,
    idempotent: true,
    refusals: refusalsOf(route.command),
    handle: handler(route, ports),
  };
};
