import type { AccessClaims, StoreId } from '@cafe/contract';
import type { CommandRoute, RequestRoute, Service } from '@cafe/services/kernel';
import type { Config } from '../config.ts';
import type { Door } from '../door.ts';
import type { Execute } from '../execute.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { BuiltPages } from '../pages/built-pages.ts';
import type { RateLimiter } from '../rate-limits.ts';
import type { Tls } from '../tls/tls-files.ts';
import type { ReadPorts } from './reads/read.ts';

/** One thing that must be well before a process takes work. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly detail?: string;
  /** Without it work goes on, slower or with less said. */
  readonly optional?: true;
}

/** What `/version` says. */
export interface Version {
  readonly name: string;
  readonly version: string;
  readonly protocol: number;
  readonly demo: boolean;
  /** Which MongoDB this is: `external`, `mongod`, `secantusd-rs`, … */
  readonly store: string;
  readonly role: Config['ROLE'];
}

/** What every process answers over HTTP, whatever its role: how it is, and who it is. */
export interface OperationsOptions {
  readonly config: Pick<Config, 'TRUST_PROXY' | 'METRICS_TOKEN' | 'PUBLIC_URL'>;
  readonly metrics: Metrics;
  readonly log: Log;
  /** Hears of bugs and outages; refusals are not among them. */
  readonly report: (error: unknown) => void;
  /** What must be well; answers within a second or two, and never rejects. */
  readonly readiness: () => Promise<readonly Check[]>;
  readonly version: Version;
  /** Monotonic, milliseconds. */
  readonly elapsed: () => number;
  /** A fresh uuid of version 7. */
  readonly newId: () => string;
}

/** All that HTTP needs of the hub; it knows nothing of sockets. */
export interface HttpOptions extends OperationsOptions, Pick<ReadPorts, 'streams' | 'lists' | 'actorOf'> {
  readonly storeId: StoreId;
  /** The one way in for commands, the sockets' too. */
  readonly execute: Execute;
  /** The claims of a genuine token that is still good. @throws {Refusal} `auth.*` */
  readonly verify: (token: string) => AccessClaims;
  readonly door: Pick<Door, 'standing'>;
  /** Where an imported menu is saved: the menu service. */
  readonly menu: Pick<Service, 'handle'>;
  readonly limiters: { readonly staff: RateLimiter; readonly guest: RateLimiter };
  readonly routes: readonly CommandRoute[];
  readonly requestRoutes: readonly RequestRoute[];
  /** What people open in a browser, as the build left it. */
  readonly pages: BuiltPages;
  /** What https is served with, where this hub serves it itself. */
  readonly tls?: Tls | undefined;
  /** The origins that browsers may come from; asked at every request, because the port is known late. */
  readonly origins: () => ReadonlySet<string>;
  readonly now: () => Date;
}
