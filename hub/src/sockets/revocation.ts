import type { AccessClaims, RefusalCode } from '@cafe/contract';
import { kindOf, type StreamName } from '@cafe/contract/folds';
import type { LetOut } from '@cafe/services/kernel';
import type { Standing } from '@cafe/services/user';
import { type Actor, audienceOf, mayFollow } from '../policy.ts';
import type { Connection } from './connection.ts';
import { seat } from './on-auth.ts';

/** How long before a token ends its bearer is told, in milliseconds. */
export const WARN_MS = 60_000;

export interface RevocationOptions {
  readonly connections: () => Iterable<Connection>;
  /** The standing of claims now, from memory. */
  readonly standing: (claims: AccessClaims) => Standing;
  /** Who claims stand for, given that their standing is good. */
  readonly actor: (claims: AccessClaims, standing: Extract<Standing, { ok: true }>) => Actor;
  readonly now: () => Date;
}

/** Of all who come, guests alone may still wait to be let in. */
const isAdmitted = (actor: Actor): boolean => actor.kind !== 'guest' || actor.admitted;

/** Why a standing is none. */
const codeOf = (standing: Standing | undefined): RefusalCode =>
  standing === undefined || standing.ok ? 'auth.required' : standing.code;

/** Looks at one connection anew: who is there now, if anybody may be. */
const createCheck = ({ standing, actor }: Pick<RevocationOptions, 'standing' | 'actor'>) => {
  const end = (connection: Connection, code: RefusalCode): void => {
    connection.leaveAll();
    connection.notice(code === 'auth.expired' ? { kind: 'authExpired' } : { kind: 'ended', code });
    connection.close();
  };

  /** The person goes, the device stays: nobody is current. */
  const unseat = (connection: Connection): void => {
    const { opener, address } = connection.peer;
    const device = opener && standing(opener);
    if (!opener || !device?.ok) {
      end(connection, codeOf(device));
      return;
    }
    seat(connection, { opener, address }, actor(opener, device));
    connection.notice({ kind: 'authExpired' });
  };

  /** Whose rights changed hears at once what is left of them, and nothing else. */
  const review = (connection: Connection, claims: AccessClaims, good: Extract<Standing, { ok: true }>): void => {
    const present = actor(claims, good);
    const changed =
      audienceOf(present) !== connection.audience ||
      isAdmitted(present) !== isAdmitted(connection.actor) ||
      connection.topics.some((topic) => !mayFollow(present, topic));
    connection.actor = present;
    if (!changed) return;
    connection.generation += 1;
    connection.audience = audienceOf(present);
    connection.topics = [];
    connection.leaveAll();
    connection.notice({ kind: 'resync' });
  };

  return (connection: Connection): void => {
    const { opener, current } = connection.peer;
    const mine = opener && standing(opener);
    const persons = current && standing(current);
    if (!opener || !mine?.ok) end(connection, codeOf(mine));
    else if (persons && !persons.ok) unseat(connection);
    else review(connection, current ?? opener, persons ?? mine);
  };
};

/**
 * Makes revocations effects of commits: whoever a commit puts out is moved or dropped when it is let out, on every hub
 * alike, and whoever's token ended is moved or dropped within a second.
 */
export const createRevocation = ({ connections, standing, actor, now }: RevocationOptions) => {
  const check = createCheck({ standing, actor });

  const concerns = (connection: Connection, changed: ReadonlySet<StreamName>): boolean => {
    const { opener } = connection.peer;
    if (opener?.kind === 'guest') return changed.has(`order:${opener.orderId}`);
    return [...changed].some((stream) => kindOf(stream) === 'staff');
  };

  const warn = (connection: Connection, claims: AccessClaims): void => {
    const endsMs = claims.exp * 1_000;
    if (connection.warnedFor === claims.exp || endsMs - now().getTime() > WARN_MS) return;
    connection.warnedFor = claims.exp;
    connection.notice({ kind: 'authExpiring', expiresAt: new Date(endsMs).toISOString() });
  };

  return {
    /**
     * Acts on a commit, after its rooms heard it.
     *
     * @param sendFirst sends what the rooms are to hear of it: whoever leaves them now would miss the reason
     */
    heard({ parts }: LetOut, sendFirst: () => void): void {
      const watched = parts.filter(({ part, before, after }) => changesStanding(part.stream, before, after));
      if (watched.length === 0) return;
      sendFirst();
      const changed = new Set(watched.map(({ part }) => part.stream));
      for (const connection of [...connections()]) if (concerns(connection, changed)) check(connection);
    },
    /** Acts on time: tokens that ended, or soon will. */
    tick(): void {
      const seconds = now().getTime() / 1_000;
      for (const connection of [...connections()]) {
        const { opener, current } = connection.peer;
        // The device's token ends by itself, whoever is current on it: the one that ends first is what counts.
        const first = opener && current && current.exp < opener.exp ? current : opener;
        if (!first || first.exp <= seconds) check(connection);
        else warn(connection, first);
      }
    },
  };
};

/** Whether a part can have changed what anybody may: anything about the staff; of an order, its guests and its end. */
const changesStanding = (stream: StreamName, before: object, after: object): boolean => {
  const kind = kindOf(stream);
  if (kind === 'staff') return true;
  if (kind !== 'order') return false;
  const guests = (state: object) => ('guests' in state ? state.guests : undefined);
  const status = (state: object) => ('status' in state ? state.status : undefined);
  const epoch = (state: object) => ('epoch' in state ? state.epoch : undefined);
  return guests(before) !== guests(after) || status(before) !== status(after) || epoch(before) !== epoch(after);
};
