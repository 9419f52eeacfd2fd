import { hash, verify } from '@node-rs/argon2';
import { createTurnstile } from './turnstile.ts';

/** OWASP's minimum for argon2id, which is the library's own choice of algorithm; about 10–60 ms of a core each. */
const OPTIONS = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 } as const;
/** Hashes at once: the pool's other threads and the other core go on serving orders. */
const AT_ONCE = 2;
/** As many may wait; who comes after is asked to come again, because a queue of minutes helps nobody. */
const WAITING = 64;

/**
 * What a verification of nothing is compared with, so that an unknown name costs the same as a wrong password: the hash
 * of 32 random bytes that were thrown away.
 */
const DUMMY = '$argon2id$v=19$m=19456,t=2,p=1$vxJkDoYOCHG3HhCePFgsHA$MCLLErCfKFIfTICVkr2wgZ2TsH6aPPAIz1gDCfYo/lg';

/** The slow hash, for passwords and (peppered) PINs. */
export interface Hasher {
  hash(secret: string): Promise<string>;
  /**
   * Whether a secret is the one that was hashed; always one hash of work, also where there is nothing to compare with.
   *
   * @throws {Refusal} `hub.busy` when too many wait
   */
  matches(hashed: string | undefined, secret: string): Promise<boolean>;
}

/** argon2id, two at a time. */
export const createHasher = (): Hasher => {
  const inTurn = createTurnstile(AT_ONCE, WAITING);
  return {
    hash: (secret) => inTurn(() => hash(secret, OPTIONS)),
    matches: (hashed, secret) =>
      inTurn(async () => {
        const isSame = await verify(hashed ?? DUMMY, secret);
        return isSame && hashed !== undefined;
      }),
  };
};
