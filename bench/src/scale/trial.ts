import type { OrderSize } from '../contestant.ts';
import type { BenchStore } from '../store.ts';
import type { SideName } from './crowd-side.ts';
import type { ScalePlan } from './scale-plan.ts';

/** What one turn of one side brought, by name. */
export type Figures = Readonly<Record<string, number>>;

/** Where a store keeps its data, and where its program is looked for. */
export interface StorePlaces {
  readonly dataDir: string;
  readonly toolsDir: string;
  readonly path: string;
  readonly log: (line: string) => void;
}

/** What a trial runs on. */
export interface Stage {
  readonly store: BenchStore;
  /** Where a trial starts a store of its own. */
  readonly places: StorePlaces;
  readonly size: OrderSize;
  readonly plan: ScalePlan;
  /** An empty database of this turn's own, dropped afterwards. */
  readonly database: string;
}

/** One figure as the report shows it. */
export interface Column {
  readonly key: string;
  readonly title: string;
}

/** One thing that is measured, each side in turn, several rounds. */
export interface Trial {
  readonly name: string;
  readonly title: string;
  /** What is done, and what the stock side does not do: Markdown for the report. */
  readonly says: string;
  readonly sides: readonly SideName[];
  readonly columns: readonly Column[];
  run(side: SideName, stage: Stage): Promise<Figures>;
}
