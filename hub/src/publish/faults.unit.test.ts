import type { StreamName } from '@cafe/contract/folds';
import { createSteeredTime, type EventLog, type SteeredTime } from '@cafe/services/kernel';
import { expect, test } from '@jest/globals';
import { type Fate, GivenBroker } from './given-broker.suite.ts';
import { EPOCH, GivenLog, outOfOrder, stream } from './given-log.suite.ts';
import { createLogPublisher, type LogPublisher } from './log-publisher.ts';
import { createMemoryPositions, type Positions } from './positions.ts';

/** How many evenings; `npm run prove:publisher` plays a thousand. */
const SEEDS = Number(process.env['PUBLISH_SEEDS'] ?? 40);
/** A failure names its seed, and `PUBLISH_SEED=… PUBLISH_SEEDS=1` plays that evening again. */
const FIRST_SEED = Number(process.env['PUBLISH_SEED'] ?? 1);
const STEPS = 60;
const STREAMS = 6;

/** The same chance for the same seed (mulberry32). */
const chanceOf = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** A process that can be frozen in the middle of anything, thawed, and killed: whatever it asks for waits until it runs. */
class Process {
  readonly publisher: LogPublisher;
  #thaw: (() => void) | undefined;
  #runs: Promise<void> = Promise.resolve();

  constructor(evening: Evening) {
    const { time, chance, given, broker } = evening;
    this.publisher = createLogPublisher({
      log: this.#throughGate(given.log, () => evening.storeFails),
      epoch: EPOCH,
      positions: this.#throughGate(evening.positions, () => evening.storeFails),
      broker: broker.seenBy(() => this.#runs),
      onCommit: (listener) => given.onCommit((letOut) => void this.#runs.then(() => listener(letOut))),
      clock: time.clock,
      timers: time.timers,
      random: chance,
      metrics: { published: () => undefined, publishLag: () => undefined },
      report: () => undefined,
    });
    this.publisher.start();
  }

  get isFrozen(): boolean {
    return this.#thaw !== undefined;
  }

  freeze(): void {
    this.#runs = new Promise((resolve) => {
      this.#thaw = resolve;
    });
  }

  thaw(): void {
    this.#thaw?.();
    this.#thaw = undefined;
    this.#runs = Promise.resolve();
  }

  /** For ever: nothing it began comes to its end. */
  kill(): void {
    this.#runs = new Promise(() => undefined);
  }

  #throughGate<Port extends EventLog | Positions>(port: Port, fails: () => boolean): Port {
    return new Proxy(port, {
      get: (target, name) => {
        const value = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        return async (...given: unknown[]) => {
          await this.#runs;
          if (fails()) throw new Error('the store is away');
          const answer = await value.apply(target, given);
          await this.#runs;
          return answer;
        };
      },
    });
  }
}

interface Options {
  readonly exclusive: boolean;
}

/** A log that grows, a broker, a store and processes, of which everything may fail; what happens is the seed's. */
class Evening {
  readonly chance: () => number;
  readonly time: SteeredTime = createSteeredTime('2026-11-23T18:00:00.000Z');
  readonly given = new GivenLog();
  readonly broker = new GivenBroker();
  readonly positions: Positions;
  /** Versions that were stored although the broker had not confirmed them. */
  readonly ahead: string[] = [];
  readonly happened: Record<string, number> = {};
  storeFails = false;
  #processes: Process[] = [];

  constructor(seed: number, { exclusive }: Options) {
    this.chance = chanceOf(seed);
    this.broker.isExclusive = exclusive;
    this.broker.answering = async () => {
      for (let turn = Math.floor(this.chance() * 4); turn > 0; turn -= 1) await undefined;
    };
    this.positions = this.#watched(createMemoryPositions());
    this.#processes.push(new Process(this));
  }

  /** Everything that can happen, each as often as it stands here. */
  readonly #acts: readonly (readonly [name: string, act: () => Promise<void> | void])[] = [
    ...Array.from({ length: 8 }, () => ['append', () => this.#append()] as const),
    ...Array.from({ length: 4 }, () => ['wait', () => this.time.advance(Math.floor(this.chance() * 15_000))] as const),
    ['wait long', () => this.time.advance(Math.floor(this.chance() * 120_000))],
    ['bad broker', () => this.#worsen()],
    ['good broker', () => this.#mend()],
    ['cut', () => this.broker.cut()],
    ['away', () => this.#leave()],
    ['store away', () => this.#failStore(true)],
    ['store back', () => this.#failStore(false)],
    ['killed', () => this.#kill()],
    ['another', () => void this.#processes.push(new Process(this))],
    ['frozen', () => this.#pick()?.freeze()],
    ['thawed', () => this.#processes.find(({ isFrozen }) => isFrozen)?.thaw()],
    ['stopped', () => this.#stop()],
  ];

  async play(): Promise<void> {
    for (let step = 0; step < STEPS; step += 1) {
      const [name, act] = this.#acts[Math.floor(this.chance() * this.#acts.length)] ??
        this.#acts[0] ?? ['', () => undefined];
      this.happened[name] = (this.happened[name] ?? 0) + 1;
      await act();
      await this.time.advance(0);
    }
  }

  /** All is well again, a process starts anew, and time goes on until it has nothing to do. */
  async end(): Promise<void> {
    this.storeFails = false;
    this.#mend();
    for (const process of this.#processes) process.thaw();
    await this.time.advance(20_000);
    for (const process of this.#processes) process.kill();
    this.broker.cut();
    this.#processes = [new Process(this)];
    await this.time.advance(90_000);
  }

  #append = async (): Promise<void> => {
    const late = this.chance() < 0.2 ? this.chance() * 7_200_000 : this.chance() * 5_000;
    const at = new Date(this.time.clock().getTime() - Math.floor(late));
    const names = new Set([this.#someStream(), ...(this.chance() < 0.3 ? [this.#someStream()] : [])]);
    await this.given.append([...names], { at, heard: this.chance() < 0.6 });
  };

  #someStream(): StreamName {
    return stream(1 + Math.floor(this.chance() * STREAMS));
  }

  #pick(): Process | undefined {
    return this.#processes[Math.floor(this.chance() * this.#processes.length)];
  }

  #worsen(): void {
    const fates: readonly Fate[] = ['refused', 'mute', 'lost', 'hangs'];
    this.broker.fate = () =>
      this.chance() < 0.4 ? (fates[Math.floor(this.chance() * fates.length)] ?? 'lost') : 'confirmed';
  }

  #mend(): void {
    this.broker.isUp = true;
    this.broker.fate = () => 'confirmed';
    // What hangs is given up with its connection (PUB-11, the adapter's).
    this.broker.cut();
  }

  #failStore(fails: boolean): void {
    this.storeFails = fails;
  }

  #leave(): void {
    this.broker.isUp = false;
    this.broker.cut();
  }

  #kill(): void {
    const killed = this.#pick();
    killed?.kill();
    this.#processes = this.#processes.filter((process) => process !== killed);
    if (this.broker.isExclusive) this.broker.cut(); // its connection ends with it
    if (this.#processes.length === 0) this.#processes.push(new Process(this));
  }

  #stop(): void {
    const stopped = this.#pick();
    void stopped?.publisher.stop();
    this.#processes = [...this.#processes.filter((process) => process !== stopped), new Process(this)];
  }

  #watched(positions: Positions): Positions {
    return {
      ...positions,
      save: async (versions) => {
        for (const [name, version] of versions) {
          if (!this.broker.confirmed.has(`${name}#${version}`)) this.ahead.push(`${name}#${version}`);
        }
        await positions.save(versions);
      },
    };
  }
}

const playAll = async (options: Options): Promise<Record<string, number>> => {
  const happened: Record<string, number> = {};
  for (let seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed += 1) {
    const evening = new Evening(seed, options);
    await evening.play();
    await evening.end();
    const { queue } = evening.broker;
    const missing = evening.given.keys.filter((key) => !queue.includes(key));
    expect({ seed, missing, outOfOrder: outOfOrder(queue), ahead: evening.ahead }).toEqual({
      ...{ seed, missing: [], outOfOrder: [], ahead: [] },
    });
    const { fates } = evening.broker;
    const doubles = queue.length - new Set(queue).size;
    for (const [name, count] of Object.entries({ ...evening.happened, ...fates, doubles })) {
      happened[name] = (happened[name] ?? 0) + count;
    }
  }
  return happened;
};

const everythingHappened = [
  'refused',
  'mute',
  'lost',
  'hangs',
  'killed',
  'frozen',
  'thawed',
  'away',
  'store away',
  'doubles',
];

test('[PUB-1] [PUB-2] [PUB-3] whatever fails: every part at least once, in its order, nothing stored ahead of its confirmation', async () => {
  const happened = await playAll({ exclusive: true });
  for (const name of everythingHappened) expect([name, happened[name] ?? 0]).not.toEqual([name, 0]);
});

test('[PUB-2] the order needs no turn: with several publishers at once, frozen and thawed, it is the same', async () => {
  const happened = await playAll({ exclusive: false });
  for (const name of everythingHappened) expect([name, happened[name] ?? 0]).not.toEqual([name, 0]);
});
