import {
  AccessClaims,
  Approval,
  By,
  Command,
  CommandId,
  Commit,
  DeviceId,
  Instant,
  RefusalBody,
  SessionId,
  StaffId,
  StoreId,
  Stream,
} from '@cafe/contract';
import * as z from 'zod';

/** Ids of permissions that somebody holds: a function cannot go over a wire. */
const Permissions = z.array(z.string().max(60)).max(200);

const Receipt = z.object({
  stream: Stream,
  version: z.int().nonnegative(),
  result: z.record(z.string(), z.unknown()).optional(),
});

/** What a service let out while it worked on a call, so that the hub that asked shows it at once. */
const commits = z.array(Commit);

/**
 * What a hub asks of a service in another process: each call's question and answer. Both ends parse. A service behind
 * another kind of transport takes the same ones.
 */
export const CALLS = {
  /** Decides a command for somebody whom the hub let in. */
  command: {
    question: z.strictObject({ storeId: StoreId, id: CommandId, command: Command, by: By, may: Permissions }),
    answer: z.object({ receipt: Receipt, commits }),
  },
  /** Answers a request that is no command; the service parses `input` by the request's own schema. */
  request: {
    question: z.strictObject({
      route: z.string().max(200),
      input: z.unknown(),
      context: z.strictObject({
        storeId: StoreId,
        claims: AccessClaims.optional(),
        address: z.string().max(100),
        at: Instant,
      }),
    }),
    answer: z.object({ body: z.unknown(), commits }),
  },
  /** Checks an approver's PIN for one command; counts as a try. */
  approve: {
    question: z.strictObject({ storeId: StoreId, approval: Approval, asker: By, at: Instant }),
    answer: z.object({ approvedBy: StaffId, may: Permissions, commits }),
  },
  /** Looks a sign-in up by its id. */
  session: {
    question: z.strictObject({ storeId: StoreId, sid: SessionId }),
    answer: z.object({
      signIn: z.object({ sid: SessionId, staffId: StaffId, deviceId: DeviceId.optional() }).optional(),
    }),
  },
  /** Up to when everything is in the service's collections. */
  asOf: {
    question: z.strictObject({ storeId: StoreId }),
    answer: z.object({ asOf: Instant }),
  },
} as const;

export type CallName = keyof typeof CALLS;
export type Question<Name extends CallName> = z.infer<(typeof CALLS)[Name]['question']>;
export type Answer<Name extends CallName> = z.infer<(typeof CALLS)[Name]['answer']>;

// Object.keys forgets that the keys are the table's.
export const CALL_NAMES = Object.keys(CALLS) as readonly CallName[];

/** Calls that are safe to ask again when it is not known whether they were done: the others count tries, or make something. */
export const REPEATABLE: Readonly<Record<CallName, boolean>> = {
  command: true,
  request: false,
  approve: false,
  session: true,
  asOf: true,
};

/** A call's answer as it is sent: what was asked for, or why not. */
export const Reply = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), answer: z.unknown() }),
  z.object({ ok: z.literal(false), refusal: RefusalBody }),
]);
export type Reply = z.infer<typeof Reply>;
