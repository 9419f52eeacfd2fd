import type { AccessClaims, Audience, RefusalCode, StoreId } from '@cafe/contract';
import type { AnyState, StateOf, StreamName } from '@cafe/contract/folds';
import { Refusal } from '@cafe/services/kernel';
import * as z from 'zod';
import { malformed } from '../../execute.ts';
import { type Actor, audienceOf, mayFollow, topicFor } from '../../policy.ts';
import { topicsOf } from '../../rooms.ts';
import type { Answer, Asked, Described, Endpoint } from '../endpoint.ts';
import { WITH_TOKEN } from '../refusals-of.ts';
import type { Lists } from './lists.ts';

/** What reading needs of the hub. */
export interface ReadPorts {
  readonly storeId: StoreId;
  /** A stream as it is now; of one nothing was written to, version 0. The kernel has it. */
  readonly streams: { state(stream: StreamName): Promise<{ readonly state: AnyState; readonly version: number }> };
  /** The collections that people query. */
  readonly lists: Lists;
  /** Who a verified token stands for at this moment. @throws {Refusal} `auth.expired`, `auth.revoked`, `guest.session_ended` */
  readonly actorOf: (claims: AccessClaims) => Promise<Actor>;
  readonly now: () => Date;
}

type Shape = Readonly<Record<string, z.ZodType>>;

/** What somebody wants to read, parsed, and who it is. */
export interface Wanted<Params extends Shape, Query extends Shape> {
  readonly params: { readonly [Name in keyof Params]: z.infer<Params[Name]> };
  readonly query: { readonly [Name in keyof Query]: z.infer<Query[Name]> };
  /** Undefined for somebody without a token. */
  readonly actor: Actor | undefined;
  readonly asked: Asked;
}

export interface ReadOptions<Params extends Shape, Query extends Shape>
  extends Pick<Described, 'summary' | 'description' | 'response' | 'produces' | 'etag' | 'example'> {
  readonly path: string;
  /** `optional`: what everybody may see, the menu on the table. */
  readonly token: 'optional' | 'required';
  readonly params?: Params;
  readonly query?: Query;
  readonly refusals?: readonly RefusalCode[];
  read(wanted: Wanted<Params, Query>): Promise<Answer>;
}

const parsed = <Fields extends Shape>(
  shape: Fields,
  value: unknown,
): { [Name in keyof Fields]: z.infer<Fields[Name]> } => {
  const result = z.strictObject(shape).safeParse(value);
  if (!result.success) throw malformed(result.error.issues);
  return result.data as { [Name in keyof Fields]: z.infer<Fields[Name]> }; // what the shape's own schemas gave
};

/** Makes an endpoint of something to read: what is asked is parsed, and who asks is looked up, before anything is read. */
export const readEndpoint = <const Params extends Shape = Shape, const Query extends Shape = Shape>(
  { actorOf }: Pick<ReadPorts, 'actorOf'>,
  { params, query, read, refusals = [], ...described }: ReadOptions<Params, Query>,
): Endpoint => ({
  ...described,
  method: 'GET',
  status: 200,
  ...(params && { params }),
  ...(query && { query }),
  refusals: [...WITH_TOKEN, ...(params ? (['actor.not_found'] as const) : []), ...refusals],
  handle: async (asked) => {
    // Without a shape there is nothing to name: an empty one refuses everything.
    const wanted = {
      params: parsed((params ?? {}) as Params, asked.params),
      query: parsed((query ?? {}) as Query, asked.query),
    };
    const actor = asked.claims && (await actorOf(asked.claims));
    return read({ ...wanted, actor, asked });
  },
});

/** What is not there and what is not for the asker look the same (S14). */
export const notFound = (): Refusal => new Refusal('actor.not_found', 'it is not there, or not yours');

/** @throws {Refusal} `actor.forbidden` */
export const mustBe = (isAllowed: boolean, what: string): void => {
  if (!isAllowed) throw new Refusal('actor.forbidden', `${what} is not for you`);
};

/** Whether an actor sees the floor plan and every open order. */
export const seesFloor = (actor: Actor | undefined): boolean => actor !== undefined && mayFollow(actor, 'floor');

/** What somebody is shown; without a token, what everybody may see. */
export const audienceFor = (actor: Actor | undefined): Audience => (actor ? audienceOf(actor) : 'public');

/** A stream with the type of its state. */
export const stateOf = async <Name extends StreamName>(
  { streams }: Pick<ReadPorts, 'streams'>,
  stream: Name,
): Promise<{ readonly state: StateOf<Name>; readonly version: number }> =>
  // A stream's state is of its kind; the kernel's type does not follow the name.
  (await streams.state(stream)) as { state: StateOf<Name>; version: number };

/** Whether an actor may read a stream: whoever may follow one of the topics it belongs to now. */
export const mayRead = (
  actor: Actor | undefined,
  { stream, state, nowMs }: { readonly stream: StreamName; readonly state: AnyState; readonly nowMs: number },
): boolean =>
  actor !== undefined &&
  topicsOf(stream, state, nowMs).some((topic) => topicFor(actor, topic) === topic && mayFollow(actor, topic));
