import type {
  AccessClaims,
  BusinessDay,
  By,
  Command,
  CommandOf,
  CommandType,
  DomainEvent,
  FirstWord,
  Instant,
  SchemaOf,
  ServiceName,
  StoreId,
} from '@cafe/contract';
import type { AnyState, StateOf, StreamKind, StreamName } from '@cafe/contract/folds';

/**
 * What a decision sees of the world, and all it may see: no clock, no ids, no network.
 *
 * A stream that is not loaded yet makes `state` or `fact` throw a signal that the kernel catches: it loads the stream
 * (and for `state` joins its queue), then decides again. So decide reads what it needs, and must not catch.
 */
export interface Desk {
  readonly storeId: StoreId;
  /** Who asks. */
  readonly by: By;
  /** The moment of the commit, UTC. */
  readonly at: Instant;
  /** The business day of the commit, in the store's time zone. */
  readonly businessDay: BusinessDay;
  /** Whether the asker, or the approver of this command, holds a permission of the catalogue. */
  may(permission: string): boolean;
  /** A stream this decision writes to or depends on at the commit; its queue is held until the insert is certain. */
  state<Name extends StreamName>(stream: Name): StateOf<Name>;
  /** The version of that state; the part written next gets one more. Holds the queue too. */
  version(stream: StreamName): number;
  /** A stream it only reads, at most 2 s old; the version read is kept in the commit. */
  fact<Name extends StreamName>(stream: Name): StateOf<Name>;
}

/** Events for one stream. Several changes of one stream become one part, in their order. */
export interface Change {
  readonly stream: StreamName;
  readonly events: readonly DomainEvent[];
}

/** Pure: what a command does, or a Refusal. An empty list means that nothing changes. */
export type Decide<C extends Command = Command, Facts = void> = (
  command: C,
  desk: Desk,
  facts: Facts,
) => readonly Change[];

/** A moment from which something is so by itself: a commit by the service, made once by any number of processes. */
export interface Deadline {
  readonly at: Instant;
  /** Names the deadline within its stream's version; the command id is derived from stream, version and kind. */
  readonly kind: string;
  readonly command: Command;
}

/** A collection that people query; written behind the acknowledgement and made again by `rebuild`. Nothing decides on it. */
export interface ReadModel<Kind extends StreamKind = StreamKind> {
  readonly collection: string;
  readonly kind: Kind;
  /**
   * The rows a stream's state stands for. `_id` is unique in the collection; `source` is the part of the state the row
   * is made of: a row whose source is the same object as last time is not written again. A row once given is given for
   * ever, marked as deleted where that is so: nothing but `rebuild` removes one.
   */
  rows(stream: StreamName, state: AnyState): readonly Row[];
}
export interface Row {
  readonly _id: string;
  readonly source: unknown;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** What a service is: its words, its rules, and what follows from its streams. */
export interface Definition<C extends Command = Command, Facts = void> {
  readonly name: ServiceName;
  readonly owns: readonly FirstWord[];
  /** The command's primary stream: a pure function of its fields, never of state. */
  streamOf(command: C, storeId: StoreId): StreamName;
  /** Facts only another service can give (`propose` of its port). May read the desk; runs again whenever decide does. */
  gather?(command: C, desk: Desk): Promise<Facts>;
  readonly decide: Decide<C, Facts>;
  /** What the sender is told beside the version: a pure function of the commit's events. */
  result?(command: C, changes: readonly Change[]): Readonly<Record<string, unknown>> | undefined;
  /** What becomes due in a stream. Decide treats a passed deadline as passed even before its commit. */
  deadlines?(stream: StreamName, state: AnyState): readonly Deadline[];
  readonly readModels?: readonly ReadModel[];
}

/** A command whose type is known. */
export type Handler<Type extends CommandType, Facts = void> = Decide<CommandOf<Type>, Facts>;

/** Who sends a command and what they may; made by the hub from a verified token. */
export interface Context {
  readonly by: By;
  may(permission: string): boolean;
}

/** The acknowledgement of a durable command. The same id gives the same receipt for ever. */
export interface Receipt {
  readonly stream: StreamName;
  /** The version of the primary stream after the command. */
  readonly version: number;
  readonly result?: Readonly<Record<string, unknown>>;
}

/** A service as the hub calls it. */
export interface Service {
  readonly name: ServiceName;
  readonly owns: readonly FirstWord[];
  /** The command's primary stream, by which a hub keeps one socket's commands in their order. */
  streamOf(command: Command): StreamName;
  /**
   * Decides a command and resolves when its commit is durable. Repeating it with the same id is safe.
   *
   * @throws {Refusal} the service's codes, `command.id_reused`, `hub.busy`, `hub.outcome_unknown`
   */
  handle(envelope: { readonly id: string; readonly command: Command }, context: Context): Promise<Receipt>;
}

/**
 * One HTTP resource path of a service, as data; the hub mounts it and describes it in OpenAPI.
 * Parameters of the path (`:orderId`) and the JSON body together are the command's fields.
 */
export interface CommandRoute {
  readonly method: 'POST';
  /** Below `/api/v1`, Express style: `/orders/:orderId/lines`. */
  readonly path: string;
  readonly command: CommandType;
  /** The field that is made from the idempotency key when a creation names none. */
  readonly newId?: string;
  /** Refused without that id and without a key: whoever repeats it after a lost answer would do it twice. */
  readonly mustBeKeyed?: boolean;
  readonly summary: string;
}

/** What a request that is no command knows of its sender: verified claims where a token came, and where it came from. */
export interface RequestContext {
  readonly storeId: StoreId;
  readonly claims?: AccessClaims;
  /** The sender's network address; wrong passwords are counted by it. */
  readonly address: string;
  readonly at: Instant;
}

/**
 * One HTTP request that is no command (signing in, secrets), as data with its handler; the hub mounts it and describes it
 * in OpenAPI. Parameters of the path and the JSON body together are the request's fields.
 */
export interface RequestRoute<Input = unknown> {
  readonly method: 'GET' | 'POST';
  /** Below `/api/v1`, Express style. */
  readonly path: string;
  readonly summary: string;
  /** Whether a token is asked for; without one the hub answers `auth.required`. */
  readonly token: 'none' | 'optional' | 'required';
  readonly request: SchemaOf<Input>;
  readonly response: SchemaOf<unknown>;
  /** Resolves with the answer's body. @throws {Refusal} */
  handle(input: Input, context: RequestContext): Promise<unknown>;
}
