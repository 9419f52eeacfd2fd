import {
  type Cafe,
  type CafeError,
  createCafe,
  createHttp,
  type DeviceKey,
  type DeviceKind,
  type Http,
  personOf,
  tokensOf,
} from '@cafe/client-sdk';
import { type ReadonlySignal, signal } from '@preact/signals';
import { forgetDevice } from './device-key.ts';

/** Somebody who may sign in here. */
export type PersonHere = Awaited<ReturnType<Http['people']>>[number];

/** An enrolled device, and who is signed in on it. One per page, made once. */
export interface DeviceSession {
  readonly kind: DeviceKind;
  readonly cafe: Cafe;
  /** Who is there; undefined: nobody, the device is locked. */
  readonly person: ReadonlySignal<PersonHere | undefined>;
  /** Who may sign in; undefined until the hub has said. */
  readonly people: ReadonlySignal<readonly PersonHere[] | undefined>;
  /** Why the device was turned away for good, where it was. */
  readonly turnedAway: ReadonlySignal<CafeError | undefined>;
  /** Asks the hub who may sign in. Rejects where it cannot be asked. */
  loadPeople(): Promise<void>;
  /** Resolves when the hub knows who it is. @throws {CafeError} `auth.wrong_credentials`, `auth.locked`, `client.unreachable` */
  signIn(who: PersonHere, pin: string): Promise<void>;
  /** Nobody is there any more. What they sent goes out all the same. */
  lock(): void;
  /** Gives the device up: its key is forgotten and the page begins anew. */
  giveUp(): void;
}

const watchedOf = ({ cafe, lock }: Pick<DeviceSession, 'cafe' | 'lock'>) => {
  const turnedAway = signal<CafeError | undefined>();
  cafe.connection.subscribe(() => {
    const { state, reason } = cafe.connection.getSnapshot();
    if (state === 'stopped') turnedAway.value = reason;
  });
  // A person whom the hub refuses has left.
  cafe.seat.subscribe(() => {
    if (cafe.seat.getSnapshot().session === undefined) lock();
  });
  return turnedAway;
};

/** Opens the café for an enrolled device; it stays connected as long as the page lives. */
export const openDevice = (kind: DeviceKind, key: DeviceKey): DeviceSession => {
  const http = createHttp({ url: location.origin });
  const getToken = tokensOf(http, key);
  const person = signal<PersonHere | undefined>();
  const people = signal<readonly PersonHere[] | undefined>();
  const cafe = createCafe({ url: location.origin, getToken });
  const lock = () => {
    if (person.peek() === undefined) return;
    person.value = undefined;
    void cafe.actAs(undefined);
  };
  return {
    kind,
    cafe,
    person,
    people,
    turnedAway: watchedOf({ cafe, lock }),
    lock,
    async loadPeople() {
      people.value = await http.people(await getToken('connect'));
    },
    async signIn(who, pin) {
      const signedIn = await http.signInByPin(await getToken('connect'), { staffId: who.staffId, pin });
      await cafe.actAs(personOf(http, signedIn));
      person.value = who;
    },
    giveUp() {
      cafe.stop();
      forgetDevice(kind);
      location.reload();
    },
  };
};
