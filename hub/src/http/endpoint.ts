import type { AccessClaims, RefusalCode } from '@cafe/contract';
import type * as z from 'zod';
import type { Peer } from '../peer.ts';

/** A request as the hub's own code sees it: its sender known, its body read, nothing of Express. */
export interface Asked {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, unknown>>;
  /** Parsed JSON; raw bytes where the endpoint takes files; undefined without a body. */
  readonly body: unknown;
  readonly requestId: string;
  readonly peer: Peer;
  /** The claims of the bearer token, verified; undefined without one. */
  readonly claims: AccessClaims | undefined;
  /** A header by its lower-case name. */
  header(name: string): string | undefined;
}

/** What is answered. A string or bytes go out as they are, anything else as JSON. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a page about an endpoint says, and what OpenAPI is made of. */
export interface Described {
  readonly summary: string;
  readonly description?: string;
  /** Parameters of the path, by name. */
  readonly params?: Readonly<Record<string, z.ZodType>>;
  readonly query?: Readonly<Record<string, z.ZodType>>;
  readonly body?: z.ZodType;
  /** Media types of the body where it is a file. */
  readonly files?: readonly string[];
  /** The body of a success; absent: a file of the media types in `produces`. */
  readonly response?: z.ZodType;
  readonly produces?: readonly string[];
  /** 200 unless something is made: 201. */
  readonly status: 200 | 201;
  /** Whether it answers with `ETag` and takes `If-None-Match`. */
  readonly etag?: boolean;
  readonly idempotent?: boolean;
  /** The codes it refuses with, beside those that anything can. */
  readonly refusals: readonly RefusalCode[];
  readonly example?: unknown;
}

/** One method on one path. The hub mounts it, and describes it with the same data. */
export interface Endpoint extends Described {
  readonly method: 'GET' | 'POST';
  /** Below `/api/v1`, Express style. */
  readonly path: string;
  /** Whether a bearer token is asked for; `none`: it is not even looked at. */
  readonly token: 'none' | 'optional' | 'required';
  /** Whether its messages are counted here; a command's are counted where all commands are. */
  readonly countedElsewhere?: boolean;
  /** The most bytes a body may have, if not as many as any message; then it comes as raw bytes of the media types in `files`. */
  readonly maxBytes?: number;
  /** Resolves with the answer. @throws {Refusal} */
  handle(asked: Asked): Promise<Answer>;
}

/** Names of the parameters in an Express path. */
export const paramsIn = (path: string): readonly string[] =>
  [...path.matchAll(/:([A-Za-z]+)/g)].map((match) => match[1] ?? '');
