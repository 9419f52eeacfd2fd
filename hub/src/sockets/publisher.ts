import type { Audience, Base, Part, StoreId, Topic } from '@cafe/contract';
import type { LetOut } from '@cafe/services/kernel';
import { partAsSeenBy, stateAsSeenBy } from '../redact/as-seen-by.ts';
import { AUDIENCES, roomOf, topicsOf } from '../rooms.ts';
import type { Frames } from './frames.ts';
import type { Heads } from './heads.ts';

export interface PublisherOptions {
  readonly storeId: StoreId;
  /** Whether anybody sits in a room; for an empty one nothing is redacted. */
  readonly isOccupied: (room: string) => boolean;
  readonly frames: Frames;
  readonly heads: Heads;
}

type Change = LetOut['parts'][number];

interface Rooms {
  readonly before: readonly Topic[];
  readonly all: readonly Topic[];
}

const roomsOf = ({ part: { stream }, before, after }: Change, atMs: number): Rooms => {
  const was = topicsOf(stream, before, atMs);
  const is = topicsOf(stream, after, atMs);
  return { before: was, all: [...was, ...is.filter((topic) => !was.includes(topic))] };
};

/** A stream's first part needs no Base in front of it: everybody knows the state before the first. */
const isNew = ({ version }: Part): boolean => version === 1;

/** So many topics have their rooms' names remembered. */
const MAX_REMEMBERED = 2_048;

/** An audience, and the names of its rooms. Remembered: a text put together anew is hashed anew at every look-up. */
const createHearers = (storeId: StoreId, audience: Audience) => {
  const known = new Map<Topic, string>();
  const roomFor = (topic: Topic): string => {
    const name = known.get(topic);
    if (name !== undefined) return name;
    if (known.size >= MAX_REMEMBERED) known.clear();
    const made = roomOf(storeId, topic, audience);
    known.set(topic, made);
    return made;
  };
  return { audience, roomFor };
};
type Hearers = ReturnType<typeof createHearers>;

/**
 * Gives every commit that the log let out to the rooms that hear its streams, redacted once per audience. Where a commit
 * brings a stream into a room, the stream's state from just before goes in front of the part, in the same frame.
 */
export const createPublisher = ({ storeId, isOccupied, frames, heads }: PublisherOptions) => {
  const everybody = AUDIENCES.map((audience) => createHearers(storeId, audience));

  const tell = (
    change: Change,
    { part, rooms }: { part: Part; rooms: Rooms },
    { audience, roomFor }: Hearers,
  ): void => {
    let seen: Part | undefined;
    let base: Base | undefined;
    for (const topic of rooms.all) {
      const room = roomFor(topic);
      if (!isOccupied(room)) continue;
      heads.changed(room, part.stream, part.version);
      if (!isNew(part) && !rooms.before.includes(topic)) {
        base ??= {
          stream: part.stream,
          version: part.version - 1,
          state: stateAsSeenBy(audience, part.stream, change.before),
        };
        frames.add(room, base);
      }
      seen ??= partAsSeenBy(audience, part);
      frames.add(room, seen);
    }
  };

  return ({ commit: { at, by, commandId }, parts }: LetOut): void => {
    const atMs = Date.parse(at);
    for (const change of parts) {
      const { stream, version, events } = change.part;
      const told = { part: { stream, version, events, at, by, commandId }, rooms: roomsOf(change, atMs) };
      for (const hearers of everybody) tell(change, told, hearers);
    }
  };
};
