import { isService } from './roles.ts';
import { FIRST_PORT, type RunningHub, type RunningPart, type RunOptions, runHub } from './run.ts';
import { runPublisher } from './run-publisher.ts';
import { runService } from './run-service.ts';

/** What is said to people while a process starts. */
export interface Greeting {
  readonly say: (line: string) => void;
  /** Prints what people need of a hub that is everything. */
  readonly banner: (hub: RunningHub) => Promise<void>;
}

const runAsHub = async (options: RunOptions, { say, banner }: Greeting): Promise<RunningPart> => {
  const { PORT, ROLE } = options.config;
  const hub = await runHub(options);
  if (PORT === undefined && hub.port !== FIRST_PORT) say(`  Port ${FIRST_PORT} is taken; this hub has ${hub.port}.`);
  if (ROLE === 'all') await banner(hub);
  else say(`  The hub is at ${hub.url}`);
  return hub;
};

const runApart = async (options: RunOptions): Promise<RunningPart> => {
  const { ROLE, INTERNAL_KEY: internalKey } = options.config;
  if (!isService(ROLE)) return runPublisher(options);
  // The configuration refuses a service without it.
  if (internalKey === undefined) throw new Error('INTERNAL_KEY is missing');
  return runService({ ...options, service: ROLE, internalKey });
};

/** Starts what the role says, and says to whoever watches where it is. */
export const runRole = async (options: RunOptions, greeting: Greeting): Promise<RunningPart> => {
  const { ROLE } = options.config;
  if (ROLE === 'all' || ROLE === 'hub') return runAsHub(options, greeting);
  const running = await runApart(options);
  greeting.say(`  ${ROLE} is at ${running.url}`);
  return running;
};
