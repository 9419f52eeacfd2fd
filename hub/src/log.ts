import { pino } from 'pino';
import type { Config } from './config.ts';
import { scrub } from './scrub.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Where the hub says what happens, one JSON object a line. Secrets are masked, whoever writes them into it. */
export interface Log {
  debug(fields: Fields, message: string): void;
  info(fields: Fields, message: string): void;
  warn(fields: Fields, message: string): void;
  error(fields: Fields, message: string): void;
  fatal(fields: Fields, message: string): void;
}

export interface LogOptions {
  readonly level: Config['LOG_LEVEL'];
  /** Where lines go: standard output, if nobody says otherwise. */
  readonly write?: (line: string) => void;
}

/** Resolves at once: lines are written in the order in which they were said, before the process ends. */
export const createLog = ({ level, write }: LogOptions): Log => {
  const options = {
    level,
    base: null, // who runs several processes knows them by their container
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: {
      level: (label: string) => ({ level: label }),
      log: (fields: Record<string, unknown>) => scrub(fields) as Record<string, unknown>, // an object stays one
    },
    serializers: { err: (error: unknown) => error }, // pino's own would take the scrubbed one for another kind of object
  };
  const logger = write ? pino(options, { write }) : pino(options);
  const at =
    (method: 'debug' | 'info' | 'warn' | 'error' | 'fatal') =>
    (fields: Fields, message: string): void =>
      logger[method](fields, String(scrub(message)));
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error'), fatal: at('fatal') };
};

/** What a line is about: ids and types, by which it is found beside others. */
export type About = Readonly<Record<string, string>>;

/** What a bug or an outage is told to: it is logged and counted, and the sender hears only that the hub failed. */
export const createReport =
  (log: Log, count: () => void) =>
  (error: unknown, about: About = {}): void => {
    count();
    log.error({ ...about, err: error }, 'unexpected');
  };
