import { type By, type CommandType, type Commit, ownerOf, type StoreId } from '@cafe/contract';
import type { StreamName } from '@cafe/contract/folds';
import { bodyHashOf } from './body-hash.ts';
import type { Context, Receipt } from './definition.ts';
import { createFollowing, type Following } from './following.ts';
import type { KernelOptions } from './kernel-options.ts';
import { assemble, type KernelParts } from './kernel-parts.ts';
import type { CommitListener } from './letting-out.ts';
import { type AnyDefinition, type Envelope, findEarlier, type Job, receiptOf } from './receipts.ts';
import { Refusal } from './refusal.ts';
import { lapsOf, UNTIMED } from './stage-watch.ts';
import type { CachedStream } from './stream-cache.ts';

/** One store's log, as one process sees and writes it. */
export interface Kernel {
  readonly storeId: StoreId;
  /** Makes a service's commands, deadlines and read models known. Before `start`. */
  register(definition: AnyDefinition): void;
  /**
   * Decides a command and resolves when its commit is durable and let out. Repeating it with the same id is safe.
   *
   * @throws {Refusal} the service's codes, `command.id_reused`, `hub.busy`, `hub.outcome_unknown`, `hub.draining`
   */
  execute(definition: AnyDefinition, envelope: Envelope, context: Context): Promise<Receipt>;
  /**
   * The receipt of a command that succeeded before, for a sender who may no longer send it.
   *
   * @throws {Refusal} `command.id_reused`
   */
  findReceipt(envelope: Envelope, by: By): Promise<Receipt | undefined>;
  /** Hears every commit once, in version order of each stream, after it is durable. Answers how to stop hearing. */
  onCommit(listener: CommitListener): () => void;
  /** Lets out a durable commit that another process appended and told of, with the type of its command if that was told too. */
  hear(commit: Commit, commandType?: CommandType): void;
  /** Lets out durable commits that were read from the log, in any order. Resolves when they are out. */
  hearAll(commits: readonly Commit[]): Promise<void>;
  /** A stream, loaded if need be; of a stream nothing was written to, version 0. */
  state(stream: StreamName): Promise<CachedStream>;
  states(streams: readonly StreamName[]): Promise<readonly CachedStream[]>;
  /** A stream if it is in memory. */
  peek(stream: StreamName): CachedStream | undefined;
  /** The commits of a stream above a version, from memory; undefined where a snapshot is the better answer. */
  missed(stream: StreamName, after: number): readonly Commit[] | undefined;
  /** Asks the log for what nobody told this process. Resolves when it is let out. */
  sweep(): Promise<void>;
  /** When the last sweep that succeeded began, ms since the epoch. */
  readonly sweptAt: number;
  /** Resolves when the collections hold everything let out so far. */
  flush(): Promise<void>;
  /** Everything made at or before this moment is in the collections. */
  asOf(): Date;
  /** How many streams changed since the collections had them. */
  pending(): number;
  /** Makes the read models again from the log; how many streams were folded. */
  rebuild(): Promise<number>;
  /** Catches up what a crash left, then sweeps and looks for deadlines. Resolves when it has caught up. */
  start(): Promise<void>;
  /** Takes no more commands and resolves when those at work have ended, after at most `graceMs`, and rows are written. */
  stop(graceMs?: number): Promise<void>;
}

const GRACE_MS = 5_000;

export const createKernel = (options: KernelOptions): Kernel => new LocalKernel(options);

class LocalKernel implements Kernel {
  readonly storeId: StoreId;
  readonly #options: KernelOptions;
  readonly #parts: KernelParts;
  readonly #definitions = new Map<string, AnyDefinition>();
  #following: Following | undefined;
  #draining = false;
  #stopTimers: readonly (() => void)[] = [];

  constructor(options: KernelOptions) {
    this.storeId = options.storeId;
    this.#options = options;
    this.#parts = assemble(options, {
      definitions: () => this.#definitions.values(),
      execute: (definition, envelope) => this.execute(definition, envelope, byItself(definition)),
    });
  }

  register(definition: AnyDefinition): void {
    this.#definitions.set(definition.name, definition);
  }

  async execute(definition: AnyDefinition, envelope: Envelope, context: Context): Promise<Receipt> {
    if (this.#draining) throw new Refusal('hub.draining', 'this hub is about to stop');
    const { patience, path } = this.#parts;
    const laps = lapsOf(this.#options.watch, envelope);
    return patience.guard(() => path.run({ ...this.#jobOf(definition, envelope, context), laps }));
  }

  async findReceipt(envelope: Envelope, by: By): Promise<Receipt | undefined> {
    const definition = this.#definitions.get(ownerOf(envelope.command.type));
    if (!definition) return undefined;
    const job = this.#jobOf(definition, envelope, { by, may: () => false });
    const found = await findEarlier(this.#options.log, { id: envelope.id, bodyHash: job.bodyHash, by });
    return found && receiptOf(job, found);
  }

  onCommit(listener: CommitListener): () => void {
    return this.#parts.outlet.onCommit(listener);
  }

  hear(commit: Commit, commandType?: CommandType): void {
    this.#parts.outlet.hear(commit, { origin: 'told', commandType });
  }

  hearAll(commits: readonly Commit[]): Promise<void> {
    return this.#parts.outlet.hearAll(commits);
  }

  async state(stream: StreamName): Promise<CachedStream> {
    const [cached] = await this.states([stream]);
    if (!cached) throw new Error(`${stream} was not loaded`);
    return cached;
  }

  states(streams: readonly StreamName[]): Promise<readonly CachedStream[]> {
    return this.#parts.loader.load(streams);
  }

  peek(stream: StreamName): CachedStream | undefined {
    return this.#parts.cache.get(stream);
  }

  missed(stream: StreamName, after: number): readonly Commit[] | undefined {
    return this.#parts.cache.missed(stream, after);
  }

  sweep(): Promise<void> {
    return this.#parts.sweep.run();
  }

  get sweptAt(): number {
    return this.#parts.sweep.sweptAt;
  }

  async flush(): Promise<void> {
    await this.#follow()?.readModels.flush();
  }

  pending(): number {
    return this.#follow()?.readModels.pending() ?? 0;
  }

  asOf(): Date {
    return this.#follow()?.readModels.asOf() ?? this.#options.clock();
  }

  async rebuild(): Promise<number> {
    return (await this.#follow()?.rebuild()) ?? 0;
  }

  async start(): Promise<void> {
    await this.#follow()?.catchUp.start();
    this.#stopTimers = this.#parts.startTimers(() => this.#follow()?.catchUp.checkpoint());
    await this.sweep();
  }

  async stop(graceMs = GRACE_MS): Promise<void> {
    this.#draining = true;
    for (const stop of this.#stopTimers) stop();
    const { patience, timers } = this.#parts;
    await Promise.race([patience.idle(), new Promise<void>((resolve) => timers.after(graceMs, resolve))]);
    patience.stop();
    // Rows that cannot be written now are written by the next start.
    await this.#settleRows().catch(this.#options.report);
  }

  async #settleRows(): Promise<void> {
    const following = this.#follow();
    await following?.readModels.flush();
    await following?.catchUp.checkpoint();
  }

  #jobOf(definition: AnyDefinition, envelope: Envelope, context: Context): Job {
    const { command } = envelope;
    const primary = definition.streamOf(command, this.storeId);
    return { definition, envelope, context, primary, bodyHash: bodyHashOf(command), laps: UNTIMED };
  }

  /** The read models of every service registered by now. */
  #follow(): Following | undefined {
    this.#following ??= createFollowing(this.#options, this.#parts, [...this.#definitions.values()]);
    return this.#following;
  }
}

/** A service that acts on its own may what its definition lets it do. */
const byItself = ({ name }: AnyDefinition): Context => ({ by: { kind: 'service', id: name }, may: () => true });
