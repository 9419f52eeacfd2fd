import { type FirstWord, firstWordOf, type ServiceName, type StoreId } from '@cafe/contract';
import { Refusal, type RequestRoute, type Service } from '@cafe/services/kernel';
import type { Cafe } from '../cafe.ts';
import type { EnsureFresh } from '../freshness.ts';
import { type Headers, type Tracer, UNTRACED } from '../observe/tracer.ts';
import { type Answer, CALLS, type CallName, type Question } from './calls.ts';
import { createHeard } from './heard.ts';
import { listOf, mayOf } from './permissions.ts';

export interface AnswerCallsOptions {
  readonly cafe: Pick<Cafe, 'storeId' | 'kernel' | 'services' | 'user' | 'guest'>;
  /** Which service this process is. */
  readonly service: ServiceName;
  readonly ensureFresh: EnsureFresh;
  readonly tracer?: Tracer | undefined;
}

/** Answers one call. @throws {Refusal} the service's own, `command.malformed` for what is no such call */
export type AnswerCall = (name: CallName, raw: unknown, headers: Headers) => Promise<Answer<CallName>>;

type Handlers = {
  readonly [Name in CallName]: (question: Question<Name>, headers: Headers) => Promise<Answer<Name>>;
};

const malformed = (message: string): Refusal => new Refusal('command.malformed', message);

const nameOf = ({ method, path }: Pick<RequestRoute, 'method' | 'path'>): string => `${method} ${path}`;

const ownServices = (services: ReadonlyMap<FirstWord, Service>, name: ServiceName) => {
  const own = new Map([...services].filter(([, service]) => service.name === name));
  return (word: FirstWord): Service => {
    const service = own.get(word);
    if (!service) throw malformed(`${word} is not of the ${name} service`);
    return service;
  };
};

const requestsOf = ({ user, guest }: AnswerCallsOptions['cafe'], service: ServiceName) => {
  const routes = { user: user.requestRoutes, guest: guest.requestRoutes, menu: [], order: [], payment: [] }[service];
  const byName = new Map(routes.map((route) => [nameOf(route), route] as const));
  return (name: string): RequestRoute => {
    const route = byName.get(name);
    if (!route) throw malformed(`${name} is not of the ${service} service`);
    return route;
  };
};

/** What a service that runs by itself does for hubs: each call of the seam, on the café in this process. */
export const createAnswerCalls = ({
  cafe,
  service,
  ensureFresh,
  tracer = UNTRACED,
}: AnswerCallsOptions): AnswerCall => {
  const { kernel, user } = cafe;
  const heard = createHeard();
  kernel.onCommit(heard.listener);
  const ownService = ownServices(cafe.services, service);
  const requestNamed = requestsOf(cafe, service);

  const handlers: Handlers = {
    async command({ id, command, by, may }, headers) {
      const owner = ownService(firstWordOf(command.type));
      const context = { by, may: mayOf(may) };
      // The hub asks this at its door; what never came through a door is not done here either.
      if (!context.may(command.type)) throw new Refusal('actor.forbidden', `${command.type} is not permitted`);
      const { result: receipt, commits } = await heard.during(() =>
        tracer.extract(headers, { id, command }, () => owner.handle({ id, command }, context)),
      );
      return { receipt, commits: [...commits] };
    },
    async request({ route, input, context }) {
      const { request, handle } = requestNamed(route);
      const parsed = request.safeParse(input);
      if (!parsed.success) throw malformed('the request is not as its schema says');
      const { claims, ...rest } = context;
      const asked = { ...rest, ...(claims && { claims }) };
      const { result: body, commits } = await heard.during(() => handle(parsed.data, asked));
      return { body, commits: [...commits] };
    },
    async approve(asked) {
      const { result, commits } = await heard.during(() => user.approve(asked));
      return { approvedBy: result.approvedBy, may: listOf(result.may), commits: [...commits] };
    },
    async session({ storeId, sid }) {
      const signIn = await user.sessionOf(storeId, sid);
      return signIn ? { signIn } : {};
    },
    asOf: async () => ({ asOf: kernel.asOf().toISOString() }),
  };

  const mustBeOurs = ({ storeId }: { readonly storeId: StoreId }): void => {
    if (storeId !== cafe.storeId) throw malformed('this process serves another store');
  };
  const storeOf = (question: Question<CallName>) => ('context' in question ? question.context : question);

  return async (name, raw, headers) => {
    const parsed = CALLS[name].question.safeParse(raw);
    if (!parsed.success) throw malformed(`the question is none of ${name}`);
    mustBeOurs(storeOf(parsed.data));
    await ensureFresh();
    // The table's schema for a name gives that name's question; the types lose it at an index that is a union.
    return handlers[name](parsed.data as never, headers);
  };
};
