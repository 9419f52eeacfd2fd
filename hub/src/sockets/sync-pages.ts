import {
  type Audience,
  type Base,
  type Commit,
  type Head,
  MAX_MISSED_PARTS,
  MAX_PAGE_BYTES,
  type Part,
} from '@cafe/contract';
import type { StreamName } from '@cafe/contract/folds';
import type { CachedStream } from '@cafe/services/kernel';
import { partAsSeenBy, stateAsSeenBy } from '../redact/as-seen-by.ts';

/** A loaded stream: its state, its version, and the latest commits that touched it, oldest first. */
export type LoadedStream = Pick<CachedStream, 'state' | 'version' | 'latest'>;

/** One stream's share of a commit, as it goes over the wire. */
const partOf = ({ parts, at, by, commandId }: Commit, stream: StreamName): Part => {
  const part = parts.find((one) => one.stream === stream);
  if (!part) throw new Error(`a commit without ${stream} stands among its latest`);
  return { ...part, at, by, commandId };
};

type Answer = { readonly stream: StreamName; readonly commits: Part[] } | Base;

/** So few parts are not weighed against the state: to redact and to write that costs more than it could spare. */
const FEW_PARTS = 8;

/** What a client missed of a stream: its parts where that is little and still at hand, else the whole state. */
export const answerFor = (
  stream: StreamName,
  { state, version, latest }: LoadedStream,
  asker: { readonly audience: Audience; readonly have: number | undefined },
): Answer => {
  const { audience, have } = asker;
  const snapshot = (): Base => ({ stream, version, state: stateAsSeenBy(audience, stream, state) });
  // A version above the log's own is of another history: start anew.
  if (have === undefined || have > version) return snapshot();
  const missed = version - have;
  if (missed > MAX_MISSED_PARTS || missed > latest.length) return snapshot();
  const commits = latest.slice(latest.length - missed).map((commit) => partAsSeenBy(audience, partOf(commit, stream)));
  if (missed <= FEW_PARTS) return { stream, commits };
  const whole = snapshot();
  return weight(commits) > weight(whole) ? whole : { stream, commits };
};

const weight = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

export interface Page {
  readonly streams: Answer[];
  /** The streams that did not fit. */
  readonly rest: readonly StreamName[];
}

/** Fills one page: as many streams as fit, at least one. What a stream missed is answered whole or as its state, never in part. */
export const fillPage = async (
  streams: readonly StreamName[],
  answer: (stream: StreamName) => Promise<Answer>,
): Promise<Page> => {
  const page: Answer[] = [];
  let bytes = 0;
  for (const [index, stream] of streams.entries()) {
    const next = await answer(stream);
    bytes += weight(next);
    if (bytes > MAX_PAGE_BYTES && page.length > 0) return { streams: page, rest: streams.slice(index) };
    page.push(next);
  }
  return { streams: page, rest: [] };
};

/** The versions a client says it has. */
export const havesOf = (have: readonly Head[]): ReadonlyMap<StreamName, number> => new Map(have);
