import type { CommandType, Commit, FirstWord, ServiceName, StoreId } from '@cafe/contract';
import { idOf, type StreamName } from '@cafe/contract/folds';
import type { RequestRoute, Service } from '@cafe/services/kernel';
import type { Cafe } from '../cafe.ts';
import { listOf, mayOf } from './permissions.ts';
import type { Transport } from './transport.ts';

/** The services of a café that run in other processes, each with the way there. */
export type Transports = Readonly<Partial<Record<ServiceName, Transport>>>;

export interface RemoteOptions {
  readonly storeId: StoreId;
  readonly transports: Transports;
  /** Hears what a service committed for this process, before who asked is answered; and for which command, if for one. */
  readonly told: (commits: readonly Commit[], commandType?: CommandType) => void;
}

type Told = Pick<RemoteOptions, 'storeId' | 'told'>;

/** What calls are about, by the thing whose history they write: so one bill's commands meet in one process. */
const aboutOf = (stream: StreamName): string => idOf(stream);

const remoteService = (local: Service, transport: Transport, { storeId, told }: Told): Service => ({
  ...local,
  async handle({ id, command }, { by, may }) {
    const question = { storeId, id: id as never, command, by, may: listOf(may) }; // a command's id, parsed with its envelope
    const { receipt, commits } = await transport.ask('command', question, aboutOf(local.streamOf(command)));
    told(commits, command.type);
    const { result, ...rest } = receipt;
    return result === undefined ? rest : { ...rest, result };
  },
});

const remoteRoute = (route: RequestRoute, transport: Transport, { told }: Told): RequestRoute => ({
  ...route,
  async handle(input, context) {
    const question = { route: `${route.method} ${route.path}`, input, context };
    const { body, commits } = await transport.ask('request', question, context.address);
    told(commits);
    return body;
  },
});

const remoteUser = (local: Cafe['user'], transport: Transport, how: Told): Cafe['user'] => ({
  ...local,
  requestRoutes: local.requestRoutes.map((route) => remoteRoute(route, transport, how)),
  async approve(asked) {
    const { approvedBy, may, commits } = await transport.ask('approve', asked, asked.approval.by);
    how.told(commits);
    return { approvedBy, may: mayOf(may) };
  },
  async sessionOf(storeId, sid) {
    const { signIn } = await transport.ask('session', { storeId, sid }, sid);
    if (!signIn) return undefined;
    const { deviceId, ...rest } = signIn;
    return deviceId === undefined ? rest : { ...rest, deviceId };
  },
});

/**
 * The same café, where other processes decide for the services that have a transport. Nobody who uses it sees a difference:
 * what they committed is told to this process's kernel before the sender is answered, as if it had been made here.
 */
export const withRemoteServices = (cafe: Cafe, { transports, ...how }: RemoteOptions): Cafe => {
  const byWord = [...cafe.services].map(([word, local]): readonly [FirstWord, Service] => {
    const transport = transports[local.name];
    return [word, transport ? remoteService(local, transport, how) : local];
  });
  const { user, guest } = transports;
  return {
    ...cafe,
    services: new Map(byWord),
    user: user ? remoteUser(cafe.user, user, how) : cafe.user,
    guest: guest
      ? { ...cafe.guest, requestRoutes: cafe.guest.requestRoutes.map((route) => remoteRoute(route, guest, how)) }
      : cafe.guest,
  };
};
