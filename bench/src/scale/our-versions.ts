import type { Base, CommitsFrame, Head, Part, SyncPage } from '@cafe/contract';

/** What one of our screens has of the log: versions, not folds, so that a thousand fit into one process. */
export interface Versions {
  /** Takes what came live. True when something is missing before it, so that it must be asked for. */
  live(frame: CommitsFrame): boolean;
  /** True when a stream is further than what came. */
  behind(heads: readonly Head[]): boolean;
  page(page: SyncPage): void;
  /** An order was acknowledged as this version of its stream: the screen has it if it has that version. */
  acknowledged(order: Acknowledged): void;
  have(): (readonly [stream: string, version: number])[];
}

/** An order that its sender knows to be in. */
export interface Acknowledged {
  readonly stream: string;
  readonly version: number;
  readonly orderId: string;
}

interface Options {
  readonly has: (orderId: string) => void;
  /** Every order acknowledged so far: a state that replaces missed parts does not name them. */
  readonly ledger: readonly Acknowledged[];
}

/** A record of versions, which tells each order once. */
export const createVersions = ({ has, ledger }: Options): Versions => {
  const versions = new Map<string, number>();
  const told = new Set<string>();
  const tell = (orderId: string | undefined) => {
    if (orderId === undefined || told.has(orderId)) return;
    told.add(orderId);
    has(orderId);
  };
  /** True when something is missing before it. */
  const part = ({ stream, version, commandId }: Part): boolean => {
    const known = versions.get(stream);
    if (known !== undefined && version <= known) return false;
    versions.set(stream, version);
    tell(commandId);
    return known !== undefined && version > known + 1;
  };
  /** Never leaves a gap: it replaces whatever was missing. */
  const base = ({ stream, version }: Base): false => {
    if (version <= (versions.get(stream) ?? -1)) return false;
    versions.set(stream, version);
    for (const order of ledger) if (order.stream === stream && order.version <= version) tell(order.orderId);
    return false;
  };
  return {
    live: (frame) => frame.map((entry) => ('events' in entry ? part(entry) : base(entry))).some((missing) => missing),
    behind: (heads) => heads.some(([stream, version]) => version > (versions.get(stream) ?? -1)),
    page({ streams }) {
      for (const entry of streams) {
        if ('commits' in entry) entry.commits.forEach(part);
        else base(entry);
      }
    },
    acknowledged: ({ stream, version, orderId }) => version <= (versions.get(stream) ?? -1) && tell(orderId),
    have: () => [...versions].slice(0, 1_000), // as many as one `sync` takes
  };
};
