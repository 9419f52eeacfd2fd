/** Where the hub is, and with which sign-ins the examples come: those of the demo café unless the environment says otherwise. */
export interface ExampleConfig {
  /** The hub's address. */
  readonly url: string;
  /** Somebody who may enrol devices, by login and password. */
  readonly manager: { readonly login: string; readonly password: string };
  /** The same person's PIN. */
  readonly managerPin: string;
  /** Somebody who serves, by the name on the terminal and a PIN. */
  readonly server: { readonly name: string; readonly pin: string };
  /** Where a ticket printer listens. */
  readonly printer: { readonly host: string; readonly port: number };
  /** Who is told of bills. */
  readonly webhook: string;
  /** How long to wait until something is seen, in milliseconds. */
  readonly patienceMs: number;
}

/** Reads them from the command line (the address alone) and the environment. */
export const readExampleConfig = (): ExampleConfig => {
  const { argv, env } = process;
  const [host = '127.0.0.1', port = '9100'] = (env['CAFE_PRINTER'] ?? '').split(':').filter((part) => part !== '');
  return {
    url: argv[2] ?? env['CAFE_URL'] ?? 'http://localhost:3000',
    manager: {
      login: env['CAFE_LOGIN'] ?? 'mara',
      password: env['CAFE_PASSWORD'] ?? 'cappuccino-and-cake',
    },
    managerPin: env['CAFE_MANAGER_PIN'] ?? '200200',
    printer: { host, port: Number(port) },
    webhook: env['CAFE_WEBHOOK'] ?? 'http://localhost:8080/hook',
    server: { name: env['CAFE_SERVER'] ?? 'Ana Server', pin: env['CAFE_PIN'] ?? '400400' },
    patienceMs: Number(env['CAFE_PATIENCE_MS'] ?? 10_000),
  };
};
