/** Put where every case is handled: a forgotten one does not compile, and one from a newer hub is named at run time. */
export const unreachable = (value: never): never => {
  throw new UnknownCase(value);
};

/** A fold met something that this version does not know. It stops there and keeps its last state; it never skips. */
export class UnknownCase extends Error {
  override readonly name = 'UnknownCase';
  constructor(value: unknown) {
    super(`unknown case: ${JSON.stringify(value)?.slice(0, 120)}`);
  }
}
