import type { SessionId } from '@cafe/contract';
import type { DeviceKey, GuestKey, Http, SignedIn } from './http.ts';
import { newSecret } from './ids.ts';
import { systemTimers, type Timers } from './timers.ts';
import type { GetToken, Person } from './token-source.ts';

/** For so long after it came a token is used again, in milliseconds: half of its life, by this device's own clock. */
const FRESH_MS = 5 * 60_000;

/** Keeps a token for as long as it is young, and lets all who ask at once share one request. */
const remembering = (fetchToken: () => Promise<string>, timers: Pick<Timers, 'now'>, first?: string): GetToken => {
  let kept = first === undefined ? undefined : { token: first, atMs: timers.now() };
  let asking: Promise<string> | undefined;
  const ask = async (): Promise<string> => {
    const token = await fetchToken();
    kept = { token, atMs: timers.now() };
    return token;
  };
  return async (why) => {
    const isYoung = kept !== undefined && timers.now() - kept.atMs < FRESH_MS;
    if (why === 'connect' && kept && isYoung) return kept.token;
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    return asking;
  };
};

const holderOf = (key: DeviceKey | GuestKey): NonNullable<GetToken['holder']> =>
  'deviceId' in key ? { kind: 'device', id: key.deviceId } : { kind: 'guest', id: key.guestId };

/**
 * Tokens of a device or a guest, whose secret stays the same. They say whose they are: in a browser, a client with the tokens
 * of an enrolled device keeps an outbox.
 *
 * @example
 * const cafe = createCafe({ url, getToken: tokensOf(http, key) });
 */
export const tokensOf = (
  http: Pick<Http, 'refresh'>,
  key: DeviceKey | GuestKey,
  timers: Pick<Timers, 'now'> = systemTimers,
): GetToken =>
  Object.assign(
    remembering(async () => (await http.refresh(key.secret)).accessToken, timers),
    { holder: holderOf(key) },
  );

/**
 * Somebody who signed in, for `cafe.actAs` or, where there is no device, for `createCafe`. Each refresh exchanges the
 * session's secret; where its answer is lost, the same exchange is asked for again. It lives as long as this page, unless the
 * app hands it over to the next: nothing here writes a secret down. What somebody tapped and the outbox keeps goes out under
 * their session all the same.
 */
export const personOf = (
  http: Pick<Http, 'refresh'>,
  { grant, secret: first, next: begun }: SignedIn,
  timers: Pick<Timers, 'now'> = systemTimers,
): Person => {
  let secret = first;
  let next = begun;
  const exchange = async (): Promise<string> => {
    next ??= newSecret();
    const { accessToken } = await http.refresh(secret, next);
    secret = next;
    next = undefined;
    return accessToken;
  };
  // Of a person's grant, `sid` is their session.
  return {
    session: grant.sid as SessionId,
    getToken: remembering(exchange, timers, grant.accessToken),
    handOver: () => ({ grant, secret, next }),
  };
};
