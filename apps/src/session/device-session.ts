import {
  type Cafe,
  type CafeError,
  createCafe,
  createHttp,
  type DeviceKey,
  type DeviceKind,
  type Http,
  type Person,
  personOf,
  tokensOf,
} from '@cafe/client-sdk';
import { indexedDbReplicas } from '@cafe/client-sdk/browser';
import { type ReadonlySignal, signal } from '@preact/signals';
import { forgetDevice } from './device-key.ts';
import { handOver, takeHandedOver } from './handed-over.ts';
import { forgetTyped } from './typed.ts';

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
  /** Somebody touched the page. */
  touched(): void;
  /** For how long it stays unlocked if nobody touches it, in milliseconds; 0: it should be locked by now. */
  unlockedForMs(): number;
  /** Gives the device up: its key is forgotten and the page begins anew. */
  giveUp(): void;
}

/** Nobody touched it for so long: whoever comes next signs in. In milliseconds. */
const LOCK_AFTER_MS = 3 * 60_000;

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

/** How long ago somebody touched the page, by the device's clock: the hub's may not be known yet. */
const createTouches = (cafe: Cafe) => {
  const clockMs = (): number => cafe.now() - (cafe.clockOffsetMs() ?? 0);
  let touchedAtMs = clockMs();
  return {
    atMs: () => touchedAtMs,
    touched() {
      touchedAtMs = clockMs();
    },
    /** The page before this one was touched then. */
    were(atMs: number) {
      touchedAtMs = atMs;
    },
    unlockedForMs(): number {
      const ago = clockMs() - touchedAtMs;
      return ago < 0 ? 0 : Math.max(0, LOCK_AFTER_MS - ago); // a clock that was put back says nothing
    },
  };
};

/** Who is there, over a reload too. */
const createSeat = (cafe: Cafe, http: Http, { deviceId }: DeviceKey) => {
  const person = signal<PersonHere | undefined>();
  const touches = createTouches(cafe);
  let acting: Person | undefined;
  const seat = (who: PersonHere, as: Person): void => {
    acting = as;
    person.value = who;
  };
  const lock = () => {
    acting = undefined;
    if (person.peek() === undefined) return;
    person.value = undefined;
    forgetTyped();
    void cafe.actAs(undefined);
  };
  const resume = (): void => {
    const handed = takeHandedOver();
    if (handed) touches.were(handed.touchedAtMs);
    if (handed?.deviceId !== deviceId || touches.unlockedForMs() === 0) {
      forgetTyped();
      return;
    }
    const before = personOf(http, handed.signedIn);
    seat(handed.who, before);
    cafe.actAs(before).catch(() => undefined); // whom the hub refuses has left: see `watchedOf`
  };
  const leave = (): void => {
    const [who, signedIn] = [person.peek(), acting?.handOver?.()];
    if (who && signedIn) handOver({ deviceId, who, signedIn, touchedAtMs: touches.atMs() });
  };
  resume();
  addEventListener('pagehide', leave);
  addEventListener('pageshow', takeHandedOver); // a page that comes back out of the browser's memory is the one that left
  return { person, touches, seat, lock };
};

/** Opens the café for an enrolled device; it stays connected as long as the page lives. */
export const openDevice = (kind: DeviceKind, key: DeviceKey): DeviceSession => {
  const http = createHttp({ url: location.origin });
  const getToken = tokensOf(http, key);
  const people = signal<readonly PersonHere[] | undefined>();
  const cafe = createCafe({ url: location.origin, getToken, replicas: indexedDbReplicas });
  const { person, touches, seat, lock } = createSeat(cafe, http, key);
  return {
    kind,
    cafe,
    person,
    people,
    turnedAway: watchedOf({ cafe, lock }),
    lock,
    touched: touches.touched,
    unlockedForMs: touches.unlockedForMs,
    async loadPeople() {
      people.value = await http.people(await getToken('connect'));
    },
    async signIn(who, pin) {
      const signedIn = personOf(http, await http.signInByPin(await getToken('connect'), { staffId: who.staffId, pin }));
      await cafe.actAs(signedIn);
      touches.touched();
      seat(who, signedIn);
    },
    giveUp() {
      cafe.stop();
      forgetDevice(kind);
      location.reload();
    },
  };
};
