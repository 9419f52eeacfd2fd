import { createHash, timingSafeEqual } from 'node:crypto';
import { Refusal } from '@cafe/services/kernel';
import type { RequestHandler } from 'express';
import { isLoopback } from './address.ts';
import type { Answer } from './endpoint.ts';
import { answering, keptOf } from './mount.ts';
import type { OperationsOptions } from './options.ts';

type Route = readonly [path: string, handler: RequestHandler];

const NO_STORE = { 'Cache-Control': 'no-store' };

const ready = async ({ readiness }: OperationsOptions): Promise<Answer> => {
  const checks = await readiness();
  const isReady = checks.every(({ ok, optional }) => ok || optional === true);
  return { status: isReady ? 200 : 503, body: { ready: isReady, checks }, headers: NO_STORE };
};

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
/** Equal in time as well: how much of a guess was right is nobody's to learn. */
const isSame = (given: string, wanted: string): boolean => timingSafeEqual(digest(given), digest(wanted));

/** The figures are for who has their token, else for this machine: behind a proxy everybody would look like it. */
const mayLook = (token: string | undefined, { bearer, address, forwarded }: Looking): boolean => {
  if (token !== undefined) return bearer !== undefined && isSame(bearer, token);
  return isLoopback(address) && !forwarded;
};
interface Looking {
  readonly bearer: string | undefined;
  readonly address: string;
  readonly forwarded: boolean;
}

const figures = ({ metrics, config, report }: OperationsOptions): RequestHandler =>
  answering(report, async (request, response) => {
    const bearer = /^Bearer (\S+)$/i.exec(request.get('authorization') ?? '')?.[1];
    const forwarded = request.get('x-forwarded-for') !== undefined || request.get('forwarded') !== undefined;
    const looking = { bearer, address: keptOf(response).address, forwarded };
    if (!mayLook(config.METRICS_TOKEN, looking)) {
      throw new Refusal(
        bearer === undefined ? 'auth.required' : 'auth.invalid',
        'the figures ask for their own token',
        {
          remedy: 'Send METRICS_TOKEN as a bearer token.',
        },
      );
    }
    return { status: 200, body: await metrics.text(), headers: { ...NO_STORE, 'Content-Type': metrics.contentType } };
  });

/** How the hub is, for whoever runs it: alive, ready, which, and its figures. */
export const operations = (options: OperationsOptions): readonly Route[] => {
  const { report, version } = options;
  const plainly = (path: string, answer: () => Promise<Answer>): Route => [
    path,
    answering(report, (_request, response) => {
      keptOf(response).route = path;
      return answer();
    }),
  ];
  return [
    plainly('/healthz', async () => ({ status: 200, body: { alive: true }, headers: NO_STORE })),
    plainly('/readyz', () => ready(options)),
    plainly('/version', async () => ({ status: 200, body: version, headers: NO_STORE })),
    ['/metrics', figures(options)],
  ];
};
