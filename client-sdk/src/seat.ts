import type { AuthAnswer } from '@cafe/contract';
import { asCafeError, type CafeError, refusedBy } from './cafe-error.ts';
import type { Link } from './link.ts';
import { type Cell, createCell } from './readable.ts';
import type { GetToken, Person, TokenReason } from './token-source.ts';

const said = (answer: AuthAnswer): void => {
  if (!answer.ok) throw refusedBy(answer.refusal);
};

/** Shows the hub a token on an open link. One that is refused as expired is fetched anew, once. */
export const present = async (link: Link, getToken: GetToken, why: TokenReason): Promise<void> => {
  try {
    said(await link.auth(await getToken(why)));
  } catch (thrown) {
    const error = asCafeError(thrown);
    if (error.code !== 'auth.expired' || why === 'expired') throw error;
    said(await link.auth(await getToken('expired')));
  }
};

/** Who is signed in on this device, as far as an app is told. */
export interface SeatState {
  /** The sign-in of whoever is current; undefined: nobody, the device is alone. */
  readonly session: Person['session'] | undefined;
  /** Why the last person had to leave, where they did not leave by themselves: `auth.invalid`, `auth.revoked`, … */
  readonly reason?: CafeError;
}

/** The one person who is current on this device; their token is shown to the hub on every new link. */
export class Seat {
  readonly state: Cell<SeatState> = createCell<SeatState>({ session: undefined });
  #person: Person | undefined;

  get person(): Person | undefined {
    return this.#person;
  }

  set(person: Person | undefined): void {
    this.#person = person;
    this.state.set({ session: person?.session });
  }

  /**
   * Shows the person's token on a link, if there is a person. Whom the hub refuses for good is not current any more.
   *
   * @throws {CafeError} the hub's refusal, or that the link was lost
   */
  async show(link: Link, why: TokenReason): Promise<void> {
    const person = this.#person;
    if (!person) return;
    try {
      await present(link, person.getToken, why);
    } catch (thrown) {
      const reason = asCafeError(thrown);
      if (!reason.retryable && this.#person === person) {
        this.#person = undefined;
        this.state.set({ session: undefined, reason });
      }
      throw reason;
    }
  }
}
