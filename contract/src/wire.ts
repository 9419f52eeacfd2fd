import * as z from 'zod';
import { By } from './actor.ts';
import { Command } from './commands.ts';
import { CommitPart, Stream } from './commit.ts';
import { RefusalBody, RefusalCodeText } from './refusal-body.ts';
import { CommandId, Instant, SessionId, StaffId, StationId } from './scalars.ts';

/** The most one message may weigh, in bytes; a larger one ends the connection with 1009. */
export const MAX_MESSAGE_BYTES = 64 * 1024;
/** The most one page of a `sync` answer weighs, in bytes; a page holds at least one stream, whatever its size. */
export const MAX_PAGE_BYTES = 256 * 1024;
/** More missed parts of one stream than that are answered with its snapshot. */
export const MAX_MISSED_PARTS = 200;

/** Another person's PIN for this one command. Never hashed, stored, logged or put into an outbox. */
export const Approval = z.strictObject({ by: StaffId, pin: z.string().regex(/^\d{4,12}$/) });
export type Approval = z.infer<typeof Approval>;

/** client → hub `command`. `session` is the sign-in it was tapped in, where that is not the current one. */
export const CommandEnvelope = z.strictObject({
  id: CommandId,
  command: Command,
  session: SessionId.optional(),
  approval: Approval.optional(),
});
export type CommandEnvelope = z.infer<typeof CommandEnvelope>;

/** The answer to a command, sent when its commit is durable and not before. */
export const Ack = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    stream: Stream,
    version: z.int().nonnegative(),
    result: z.record(z.string(), z.unknown()).optional(),
  }),
  z.object({ ok: z.literal(false), refusal: RefusalBody }),
]);
export type Ack = Readonly<z.infer<typeof Ack>>;

/** One stream's share of a commit, as a room hears it. Redacted for its audience; never missing, at most empty. */
export const Part = z.object({
  ...CommitPart.shape,
  at: Instant,
  by: By,
  commandId: CommandId.optional(),
});
export type Part = Readonly<z.infer<typeof Part>>;

/** A stream's state at a version: it replaces what a client has, unless that is as new or newer. */
export const Base = z.object({ stream: Stream, version: z.int().nonnegative(), state: z.unknown() });
export type Base = Readonly<z.infer<typeof Base>>;

/** hub → client `commits`: what one tick produced for a room, in order. */
export const CommitsFrame = z.array(z.union([Part, Base]));
export type CommitsFrame = readonly (Part | Base)[];

/** A stream and the version of it that somebody has. */
export const Head = z.tuple([Stream, z.int().nonnegative()]);
export type Head = Readonly<z.infer<typeof Head>>;

/** hub → client `heads`: the versions of streams that changed lately, so that a lost last or first part is noticed. */
export const HeadsFrame = z.array(Head);

/** What a client may ask to follow; the hub decides which rooms that is. */
export const Topic = z.union([
  z.enum(['floor', 'kitchen', 'menu', 'store', 'staff']),
  z.string().regex(/^(table|order):[0-9a-f-]{36}$/),
]);
export type Topic = z.infer<typeof Topic>;

/** client → hub `sync`: replaces the former subscriptions. */
export const SyncRequest = z.union([
  z.strictObject({
    subscribe: z.array(Topic).max(50),
    have: z.array(Head).max(1_000).default([]),
    /** The log the client's versions are of; another one means to start anew. */
    epoch: z.string().max(64).optional(),
  }),
  z.strictObject({ next: z.string().max(64) }),
]);
export type SyncRequest = z.infer<typeof SyncRequest>;

/** Who hears: what a socket is shown depends on this and nothing else. */
export const Audience = z.enum(['staff', 'kitchen', 'guest', 'public']);
export type Audience = z.infer<typeof Audience>;

export const SyncPage = z.object({
  ok: z.literal(true),
  /** The hub's clock. */
  now: Instant,
  epoch: z.string(),
  audience: Audience,
  /** Per stream, all that was missed, or the whole state. */
  streams: z.array(z.union([z.object({ stream: Stream, commits: z.array(Part) }), Base])),
  /** Streams the client has that no topic of its holds any more. */
  closed: z.array(Stream),
  refused: z.array(z.object({ topic: z.string(), refusal: RefusalBody })),
  /** Ask for the following page with it, on this socket. */
  next: z.string().optional(),
});
export type SyncPage = Readonly<z.infer<typeof SyncPage>>;
export const SyncAnswer = z.discriminatedUnion('ok', [
  SyncPage,
  z.object({ ok: z.literal(false), refusal: RefusalBody }),
]);
export type SyncAnswer = Readonly<z.infer<typeof SyncAnswer>>;

/** client → hub `auth`: a fresh token of the same device, or another person's on it. */
export const AuthRequest = z.strictObject({ token: z.string().max(4_096) });
export const AuthAnswer = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), expiresAt: Instant, audience: Audience }),
  z.object({ ok: z.literal(false), refusal: RefusalBody }),
]);
export type AuthAnswer = Readonly<z.infer<typeof AuthAnswer>>;

/** client → hub `shown`: a kitchen screen has these parts on its glass. Volatile, never logged. */
export const Shown = z.strictObject({ stations: z.array(StationId).max(50), parts: z.array(Head).max(200) });
/** Both ways `hint`: who is on a topic, or types there. Volatile, never logged. */
export const Hint = z.strictObject({ topic: Topic, kind: z.enum(['here', 'typing', 'left']) });

/** hub → client `notice`: said once, to a socket or a room. */
export const Notice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('draining'), retryAfterMs: z.int() }),
  z.object({ kind: z.literal('authExpiring'), expiresAt: Instant }),
  z.object({ kind: z.literal('authExpired') }),
  /** The session is over for good; the connection ends, and coming back needs a new one. */
  z.object({ kind: z.literal('ended'), code: RefusalCodeText }),
  /** Subscribe again: what this socket may hear has changed. */
  z.object({ kind: z.literal('resync') }),
  z.object({
    kind: z.literal('kitchenSilent'),
    stationId: StationId,
    lines: z.array(z.object({ stream: Stream, lineId: z.string() })),
  }),
  z.object({ kind: z.literal('sessionMoved'), topic: Topic }),
]);
export type Notice = Readonly<z.infer<typeof Notice>>;

/** What a client says of itself in the handshake. */
export const Handshake = z.strictObject({ token: z.string().max(4_096), protocol: z.int().positive() });

/** Names and arguments of every message, for typed sockets on both sides. */
export interface ClientToHub {
  command: (envelope: unknown, ack: (answer: Ack) => void) => void;
  sync: (request: unknown, ack: (answer: SyncAnswer) => void) => void;
  auth: (request: unknown, ack: (answer: AuthAnswer) => void) => void;
  shown: (shown: unknown) => void;
  hint: (hint: unknown) => void;
}
export interface HubToClient {
  commits: (frame: CommitsFrame) => void;
  heads: (frame: readonly Head[]) => void;
  notice: (notice: Notice) => void;
  hint: (hint: z.infer<typeof Hint> & { readonly from: By }) => void;
}
