import { Parser } from '@asyncapi/parser';
import { Command, DomainEvent } from '@cafe/contract';
import { describe, expect, test } from '@jest/globals';
import { asyncApi, MESSAGES, wireName } from './asyncapi.ts';
import { type Json, lookUp, refsIn } from './schema-pointers.suite.ts';

const document = JSON.parse(JSON.stringify(asyncApi('1.2.3')));

describe('the AsyncAPI document', () => {
  test('[HTTP-25] is one, as its own parser reads it', async () => {
    const { document: read, diagnostics } = await new Parser().parse(JSON.stringify(document));
    expect(diagnostics.filter(({ severity }) => severity === 0)).toEqual([]);
    expect(read?.version()).toBe('3.0.0');
    expect(
      read
        ?.operations()
        .all()
        .map((operation) => operation.id())
        .toSorted(),
    ).toEqual(MESSAGES.map(({ name }) => name).toSorted());
  }, 60_000);

  test('[HTTP-25] has every message that both sides compile against, and their answers', () => {
    const names = MESSAGES.map((said) => `${said.from} ${wireName(said)}`).toSorted();
    // The keys of ClientToHub and HubToClient in the contract; types are not there at run time.
    expect(names).toEqual([
      'client auth',
      'client command',
      'client hint',
      'client shown',
      'client sync',
      'hub commits',
      'hub heads',
      'hub hint',
      'hub notice',
    ]);
    expect(document.operations.sync.reply.messages).toEqual([{ $ref: '#/channels/hub/messages/syncAnswer' }]);
  });

  test('[HTTP-25] has a schema for every command and every event, and no reference that points nowhere', () => {
    const names = Object.keys(document.components.schemas);
    for (const option of Command.options) expect(names).toContain(`command.${option.shape.type.value}`);
    for (const option of DomainEvent.options) expect(names).toContain(`event.${option.shape.type.value}`);
    const refs = refsIn(document as Json);
    expect(refs.filter((ref) => lookUp(document, ref) === undefined)).toEqual([]);
    expect(refs).toContain('#/components/schemas/command.order.send');
  });
});
