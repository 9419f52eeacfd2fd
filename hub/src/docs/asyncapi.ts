import {
  Ack,
  AuthAnswer,
  AuthRequest,
  Base,
  By,
  Command,
  CommandEnvelope,
  CommitsFrame,
  DomainEvent,
  Handshake,
  HeadsFrame,
  Hint,
  Notice,
  Part,
  RefusalBody,
  Shown,
  Stream,
  SyncAnswer,
  SyncPage,
  SyncRequest,
  Topic,
} from '@cafe/contract';
import * as z from 'zod';

/** What is said on a socket, and which way. `answer`: what the acknowledgement carries. */
interface Said {
  readonly name: string;
  readonly from: 'client' | 'hub';
  readonly payload: string;
  readonly answer?: string;
  readonly summary: string;
}

/** Every message of the socket; a test holds the list to the types both sides compile against. */
export const MESSAGES: readonly Said[] = [
  {
    name: 'command',
    from: 'client',
    payload: 'CommandEnvelope',
    answer: 'Ack',
    summary: 'Asks for a change; answered when it is durable.',
  },
  {
    name: 'sync',
    from: 'client',
    payload: 'SyncRequest',
    answer: 'SyncAnswer',
    summary: 'Says what to follow and what one has; answered with what was missed.',
  },
  {
    name: 'auth',
    from: 'client',
    payload: 'AuthRequest',
    answer: 'AuthAnswer',
    summary: 'A fresh token, or another person’s on the same device.',
  },
  { name: 'shown', from: 'client', payload: 'Shown', summary: 'A kitchen screen has these on its glass. Volatile.' },
  { name: 'hint', from: 'client', payload: 'Hint', summary: 'Who is on a topic, or types there. Volatile.' },
  {
    name: 'commits',
    from: 'hub',
    payload: 'CommitsFrame',
    summary: 'What happened, in order, whole; a Base replaces the state of its stream.',
  },
  {
    name: 'heads',
    from: 'hub',
    payload: 'HeadsFrame',
    summary: 'The versions of streams that changed lately: a gap is seen, and asked for with sync.',
  },
  { name: 'notice', from: 'hub', payload: 'Notice', summary: 'Said once, to a socket or a room.' },
  { name: 'hinted', from: 'hub', payload: 'HintFrom', summary: 'The same `hint`, with who it is from.' },
];

/** The name an event has on the wire. */
export const wireName = ({ name }: Pick<Said, 'name'>): string => (name === 'hinted' ? 'hint' : name);

const HintFrom = Hint.extend({ from: By });

/** The schemas by the names they have in the document: the messages, what they are made of, every command and every event. */
const registered = () => {
  const registry = z.registry<{ id: string }>();
  const named: Readonly<Record<string, z.ZodType>> = {
    ...{ Ack, AuthAnswer, AuthRequest, Base, By, Command, CommandEnvelope, CommitsFrame, DomainEvent, Handshake },
    ...{
      HeadsFrame,
      Hint,
      HintFrom,
      Notice,
      Part,
      RefusalBody,
      Shown,
      Stream,
      SyncAnswer,
      SyncPage,
      SyncRequest,
      Topic,
    },
  };
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  for (const command of Command.options) registry.add(command, { id: `command.${command.shape.type.value}` });
  for (const event of DomainEvent.options) registry.add(event, { id: `event.${event.shape.type.value}` });
  return registry;
};

/** JSON Schema as AsyncAPI reads it: draft 7, every reference into the document's own components. */
const schemasOf = (): Record<string, unknown> => {
  const { schemas } = z.toJSONSchema(registered(), {
    target: 'draft-7',
    io: 'input', // what may be sent: a default may be left out, and a newer hub may say more
    unrepresentable: 'any',
    uri: (id) => `#/components/schemas/${id}`,
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([id, { $id: _id, $schema: _schema, ...schema }]) => [id, schema]),
  );
};

const messageOf = ({ payload, summary, name }: Said) => ({
  name: wireName({ name }),
  summary,
  payload: { $ref: `#/components/schemas/${payload}` },
});

const operationOf = ({ name, from, summary, answer }: Said) => ({
  // The application described is the hub: it receives what clients send.
  action: from === 'client' ? 'receive' : 'send',
  channel: { $ref: '#/channels/hub' },
  summary,
  messages: [{ $ref: `#/channels/hub/messages/${name}` }],
  ...(answer !== undefined && {
    reply: {
      channel: { $ref: '#/channels/hub' },
      messages: [{ $ref: `#/channels/hub/messages/${name}Answer` }],
    },
  }),
});

const DESCRIPTION = `What clients and hub say to each other over Socket.IO 4 (Engine.IO 4), on the default namespace. A message is an event of
that name; where there is a reply, it is the acknowledgement. The handshake's \`auth\` is \`Handshake\`.`;

/** The AsyncAPI 3.0 document of the socket. */
export const asyncApi = (version: string) => {
  const messages: Record<string, unknown> = {};
  const operations: Record<string, unknown> = {};
  for (const said of MESSAGES) {
    messages[said.name] = messageOf(said);
    if (said.answer) {
      const summary = `The acknowledgement of \`${said.name}\`.`;
      messages[`${said.name}Answer`] = messageOf({
        ...said,
        payload: said.answer,
        summary,
        name: `${said.name}Answer`,
      });
    }
    operations[said.name] = operationOf(said);
  }
  return {
    asyncapi: '3.0.0',
    info: { title: 'Café hub', version, description: DESCRIPTION, license: { name: 'MIT' } },
    defaultContentType: 'application/json',
    channels: { hub: { address: '/', messages } },
    operations,
    components: { schemas: schemasOf() },
  };
};
