import type { By, Command, DomainEvent, Instant, StoreId } from '@cafe/contract';
import { type AnyState, foldPart, initialOf, type StateOf, type StreamName } from '@cafe/contract/folds';
import type { Change, Decide, Desk } from './definition.ts';
import { Refusal } from './refusal.ts';

/** Who asks, when, and what they may, for one decision in a unit test. */
export interface Asking<Facts> {
  /** Default: a person of the staff. */
  readonly by?: By;
  /** The permissions the asker holds. Default: every one. */
  readonly may?: readonly string[];
  /** The moment of the commit. Default: {@link GIVEN_AT}. */
  readonly at?: Instant;
  /** Default: the date of `at`. */
  readonly businessDay?: string;
  /** What the definition's `gather` would have brought. */
  readonly facts?: Facts;
}

/** The moment of everything in a unit test that does not say another. */
export const GIVEN_AT: Instant = '2026-11-23T12:00:00.000Z';
/** The one who did everything in a unit test that does not say another. */
export const GIVEN_BY: By = { kind: 'staff', id: '00000000-0000-4000-8000-00000000aaaa' };

interface Past {
  readonly state: AnyState;
  readonly version: number;
}

/** A past, and what would be decided after it. Every call answers a new one, so a past can be shared between tests. */
export interface Given<C extends Command, Facts> {
  /** One commit's part on a stream; called again for the same stream, the next one. */
  has(
    stream: StreamName,
    events: readonly DomainEvent[],
    meta?: { readonly at?: Instant; readonly by?: By },
  ): Given<C, Facts>;
  /** The past after these changes too, as a decision gave them. */
  after(changes: readonly Change[], meta?: { readonly at?: Instant; readonly by?: By }): Given<C, Facts>;
  /** What is decided, or the code of the refusal. Anything else that is thrown is thrown on. */
  when(command: C, asking?: Asking<Facts>): readonly Change[] | Refusal['code'];
  /** The refusal itself, for its details; fails when nothing was refused. */
  refusal(command: C, asking?: Asking<Facts>): Refusal;
  /** The desk a decision would see: for `propose`, and for parts of a decision. */
  desk(asking?: Asking<unknown>): Desk;
  /** The state a stream folds to by now. */
  state<Name extends StreamName>(stream: Name): StateOf<Name>;
}

/**
 * A fake desk for unit tests of a `decide`: pure, no store, no queues. Streams nobody gave a past are at version 0.
 *
 * @example
 * given(decide, storeId).has(menuStream(storeId), [saved]).when({ type: 'menu.setAvailability', … }, { may: [] })
 */
export const given = <C extends Command, Facts>(decide: Decide<C, Facts>, storeId: StoreId): Given<C, Facts> =>
  givenPasts(decide, storeId, new Map());

const givenPasts = <C extends Command, Facts>(
  decide: Decide<C, Facts>,
  storeId: StoreId,
  pasts: ReadonlyMap<StreamName, Past>,
): Given<C, Facts> => {
  const desk = (asking: Asking<unknown> = {}) => deskOn(storeId, pasts, asking);
  const run = (command: C, asking: Asking<Facts> = {}) =>
    // A decide without facts takes undefined; one with facts is given them by its test.
    decide(command, desk(asking), asking.facts as Facts);
  const given: Given<C, Facts> = {
    has: (stream, events, meta = {}) => given.after([{ stream, events }], meta),
    after: (changes, meta = {}) => givenPasts(decide, storeId, folded(pasts, changes, meta)),
    when: (command, asking) => {
      try {
        return run(command, asking);
      } catch (error) {
        if (error instanceof Refusal) return error.code;
        throw error;
      }
    },
    refusal: (command, asking) => {
      try {
        run(command, asking);
      } catch (error) {
        if (error instanceof Refusal) return error;
        throw error;
      }
      throw new Error(`${command.type} was not refused`);
    },
    desk,
    state: (stream) => stateIn(pasts, stream),
  };
  return given;
};

const stateIn = <Name extends StreamName>(pasts: ReadonlyMap<StreamName, Past>, stream: Name): StateOf<Name> =>
  // What is stored under a stream's name was folded by that stream's own fold.
  (pasts.get(stream)?.state as StateOf<Name> | undefined) ?? initialOf(stream);

const folded = (
  pasts: ReadonlyMap<StreamName, Past>,
  changes: readonly Change[],
  { at = GIVEN_AT, by = GIVEN_BY }: { readonly at?: Instant; readonly by?: By },
): ReadonlyMap<StreamName, Past> => {
  const next = new Map(pasts);
  const written = new Set<StreamName>();
  for (const { stream, events } of changes) {
    const state = foldPart(stream, stateIn(next, stream), { at, by, events });
    const version = (next.get(stream)?.version ?? 0) + (written.has(stream) ? 0 : 1);
    next.set(stream, { state, version });
    written.add(stream);
  }
  return next;
};

const deskOn = (storeId: StoreId, pasts: ReadonlyMap<StreamName, Past>, asking: Asking<unknown>): Desk => {
  const at = asking.at ?? GIVEN_AT;
  return {
    storeId,
    by: asking.by ?? GIVEN_BY,
    at,
    businessDay: asking.businessDay ?? at.slice(0, 10),
    may: (permission) => asking.may?.includes(permission) ?? true,
    state: (stream) => stateIn(pasts, stream),
    version: (stream) => pasts.get(stream)?.version ?? 0,
    fact: (stream) => stateIn(pasts, stream),
  };
};
