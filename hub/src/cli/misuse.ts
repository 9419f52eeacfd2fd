/** The command line was asked for something that it does not know; the message says what it knows. */
export class Misuse extends Error {
  override readonly name = 'Misuse';
}
