import { connect } from 'node:net';

/** Sends bytes to a printer that listens on TCP (9100 as a rule), and resolves when it has taken all of them. */
export const sendTo = (printer: { readonly host: string; readonly port: number }, bytes: Uint8Array): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = connect(printer);
    socket.setTimeout(10_000, () => socket.destroy(new Error(`the printer at ${printer.host} does not answer`)));
    socket.once('error', reject);
    // Its end of the connection is closed once it has read ours: then nothing is left on the way.
    socket.once('close', (failed) => (failed ? undefined : resolve()));
    socket.resume();
    socket.end(bytes);
  });
