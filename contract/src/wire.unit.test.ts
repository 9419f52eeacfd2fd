import { createHash } from 'node:crypto';
import { expect, test } from '@jest/globals';
import * as z from 'zod';
import { DomainEvent } from './events.ts';
import { PROTOCOL_VERSION } from './protocol.ts';
import {
  Ack,
  AuthAnswer,
  AuthRequest,
  CommandEnvelope,
  CommitsFrame,
  Handshake,
  HeadsFrame,
  Hint,
  Notice,
  Shown,
  SyncAnswer,
  SyncRequest,
} from './wire.ts';

const SENT = { AuthRequest, CommandEnvelope, Handshake, Hint, Shown, SyncRequest };
const HEARD = { Ack, AuthAnswer, CommitsFrame, DomainEvent, HeadsFrame, Notice, SyncAnswer };

/** Of what is read, not of what comes out: else a change between a strict and a tolerant object would go unseen. */
const fingerprintOf = (schemas: Readonly<Record<string, z.ZodType>>): string =>
  createHash('sha256')
    .update(
      JSON.stringify(Object.entries(schemas).map(([name, schema]) => [name, z.toJSONSchema(schema, { io: 'input' })])),
    )
    .digest('hex')
    .slice(0, 12);

// When this fails, look at what changed. It only adds: take the new fingerprint. A client of before would not understand
// it, or would be refused: raise PROTOCOL_VERSION too. A newer zod may write the same schemas in another way.
test('[WIRE-1] the schemas of the wire are those of this PROTOCOL_VERSION', () => {
  expect({
    version: PROTOCOL_VERSION,
    sent: fingerprintOf(SENT),
    heard: fingerprintOf(HEARD),
  }).toEqual({ version: 1, sent: 'bd8293437d62', heard: 'ce35589d7e2f' });
});

test('[WIRE-1] a strict object and a tolerant one have different fingerprints', () => {
  const shape = { name: z.string() };
  expect(fingerprintOf({ it: z.strictObject(shape) })).not.toBe(fingerprintOf({ it: z.object(shape) }));
});

test.each(Object.entries({ AuthRequest, CommandEnvelope, Handshake, Hint, Shown }))(
  '[WIRE-2] %s takes no field it does not name',
  (_name, schema) => {
    expect(z.toJSONSchema(schema, { io: 'input' })).toMatchObject({ additionalProperties: false });
  },
);
