import type { CommitPart, Instant, StoreId } from '@cafe/contract';
import type { StreamName } from '@cafe/contract/folds';
import type { Appender } from './appender.ts';
import { commitOf, partsOf } from './commit-of.ts';
import type { Receipt } from './definition.ts';
import { CachedDesk, NotLoaded } from './desk.ts';
import type { EventLog } from './event-log.ts';
import type { FailpointHook } from './failpoints.ts';
import type { LettingOut } from './letting-out.ts';
import type { Queues } from './queues.ts';
import { readOn } from './read-on.ts';
import { findEarlier, idReused, type Job, receiptOf } from './receipts.ts';
import { Refusal } from './refusal.ts';
import type { StreamCache } from './stream-cache.ts';
import type { StreamLoader } from './stream-loader.ts';
import type { Timers } from './timers.ts';
import { weightOfParts } from './weight.ts';

export interface CommandPathOptions {
  readonly storeId: StoreId;
  readonly log: EventLog;
  readonly cache: StreamCache;
  readonly loader: StreamLoader;
  readonly queues: Queues;
  readonly appender: Appender;
  readonly outlet: LettingOut;
  readonly clock: () => Date;
  readonly businessDay: (at: Date) => string;
  readonly timers: Timers;
  readonly random: () => number;
  readonly failpoint?: FailpointHook | undefined;
}

/** What an attempt came to. */
type Step =
  | { readonly kind: 'done'; readonly receipt: Receipt }
  | { readonly kind: 'widen'; readonly streams: Iterable<StreamName> }
  | { readonly kind: 'moved' };

/** What one look at the desk came to. */
type Decision =
  | { readonly kind: 'parts'; readonly parts: readonly CommitPart[] }
  | { readonly kind: 'refusal'; readonly refusal: Refusal }
  | { readonly kind: 'load'; readonly stream: StreamName };

/** How often somebody else may be faster before the sender is asked to come again. */
const MAX_MOVES = 10;
/** How often the set of queues may grow; each time by everything the decision was seen to need. */
const MAX_WIDENINGS = 32;
/** Looks at the desk within one attempt: loading a stream or reading something new leads to another. */
const MAX_LOOKS = 256;
const JITTER_MS = 8;
/** More in one commit no store need take: a document has at most 16 MB (MongoDB manual, "BSON Document Size"). */
const MAX_COMMIT_BYTES = 4 * 1024 * 1024;

/**
 * load → gather → decide → append. Every command of every service takes this path and no other.
 *
 * Exactly once and optimistic concurrency are here, so no service can forget them; deciding again is safe because a
 * decision is pure. What succeeds is proved by its insert; what does not is proved by reading the log.
 */
export class CommandPath {
  readonly #options: CommandPathOptions;

  constructor(options: CommandPathOptions) {
    this.#options = options;
  }

  /**
   * Resolves when the command's commit is durable, or when it is certain that it changes nothing.
   *
   * @throws {Refusal} what the service refuses with, `command.id_reused`, `hub.busy`
   */
  async run(job: Job): Promise<Receipt> {
    const { queues } = this.#options;
    const wanted = new Set<StreamName>([job.primary]);
    for (let moves = 0, widenings = 0; moves <= MAX_MOVES && widenings <= MAX_WIDENINGS; ) {
      const held = new Set(wanted);
      const queued = queues.take([...wanted]);
      if (queued) await queued;
      let step: Step;
      try {
        step = await this.#attempt(job, held);
      } finally {
        queues.release(held);
      }
      if (step.kind === 'done') return step.receipt;
      if (step.kind === 'widen') {
        for (const stream of step.streams) wanted.add(stream);
        widenings += 1;
      } else {
        moves += 1;
        await this.#jitter(moves);
      }
    }
    throw new Refusal('hub.busy', `others were faster ${MAX_MOVES} times`);
  }

  async #attempt(job: Job, held: Set<StreamName>): Promise<Step> {
    for (let looks = 0; looks < MAX_LOOKS; looks += 1) {
      const desk = this.#desk(job, held);
      const decision = await this.#decide(job, desk);
      if (decision.kind === 'load') {
        await this.#options.loader.load([decision.stream]);
        continue;
      }
      if (desk.missing.size > 0) return { kind: 'widen', streams: desk.missing };
      if (decision.kind === 'parts' && decision.parts.length > 0) return this.#append(job, desk, decision.parts);
      // Never from memory alone: what was decided may be out of date, or may have succeeded already.
      if (await this.#readOn(desk)) continue;
      return { kind: 'done', receipt: await this.#unchanged(job, desk, decision) };
    }
    throw new Refusal('hub.busy', 'the streams this command needs kept changing');
  }

  #desk({ context }: Job, held: Set<StreamName>): CachedDesk {
    const { storeId, clock, businessDay } = this.#options;
    const now = clock();
    // Date's own ISO form has milliseconds and ends in Z.
    const at = now.toISOString() as Instant;
    return new CachedDesk({ storeId, context, at, businessDay: businessDay(now), held }, this.#options);
  }

  async #decide({ definition, envelope, primary }: Job, desk: CachedDesk): Promise<Decision> {
    try {
      desk.version(primary);
      const facts = definition.gather ? await definition.gather(envelope.command, desk) : undefined;
      const parts = partsOf(definition.decide(envelope.command, desk, facts), desk);
      // Once appended it would be inserted again and again, and its streams would wait for ever.
      if (weightOfParts(parts) > MAX_COMMIT_BYTES)
        throw new Refusal('input.too_large', 'this changes too much at once');
      return { kind: 'parts', parts };
    } catch (error) {
      if (error instanceof NotLoaded) return { kind: 'load', stream: error.stream };
      if (error instanceof Refusal) return { kind: 'refusal', refusal: error };
      // With a stream missing, what it saw of one may not fit what it saw of another.
      if (desk.missing.size > 0) return { kind: 'parts', parts: [] };
      throw error;
    }
  }

  async #append(job: Job, desk: CachedDesk, parts: readonly CommitPart[]): Promise<Step> {
    const { appender, outlet, failpoint } = this.#options;
    const commit = commitOf(job, desk, parts);
    job.laps.ended('decide');
    const appended = await appender.append(commit);
    const isOwn = appended.kind === 'in' && appended.commit === commit;
    job.laps.ended('append', appended.kind === 'in' && !isOwn ? 'found' : appended.kind);
    if (appended.kind === 'reused') throw idReused(commit.commandId);
    if (appended.kind === 'moved') {
      await this.#readOn(desk);
      return { kind: 'moved' };
    }
    failpoint?.('publish.before');
    const commandType = job.envelope.command.type;
    outlet.hear(appended.commit, { origin: isOwn ? 'here' : 'swept', commandType });
    return { kind: 'done', receipt: receiptOf(job, appended.commit) };
  }

  /** Lets out what the log has above what the desk saw; whether there was anything. */
  async #readOn(desk: CachedDesk): Promise<boolean> {
    const { log, outlet } = this.#options;
    const found = await readOn(
      log,
      [...desk.seen].map(([stream, { version }]) => ({ stream, after: version })),
      1,
    );
    if (found.length > 0) await outlet.hearAll(found);
    return found.length > 0;
  }

  /** The answer to what would change nothing: that of its first time if there was one, else the refusal or the present. */
  async #unchanged(job: Job, desk: CachedDesk, decision: Decision): Promise<Receipt> {
    const { log, outlet } = this.#options;
    const { envelope, context, bodyHash, primary } = job;
    const earlier = await findEarlier(log, { id: envelope.id, bodyHash, by: context.by });
    job.laps.ended('decide');
    if (earlier) {
      await outlet.hearAll([earlier]);
      return receiptOf(job, earlier);
    }
    if (decision.kind === 'refusal') throw decision.refusal;
    return { stream: primary, version: desk.version(primary) };
  }

  async #jitter(moves: number): Promise<void> {
    const { timers, random } = this.#options;
    await new Promise<void>((resolve) => timers.after(random() * JITTER_MS * moves, resolve));
  }
}
