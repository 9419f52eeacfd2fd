/** What a metric is called, and by which labels it is told apart. */
export interface Naming<Label extends string> {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly Label[];
}

/** A metric that is counted here and written down when somebody looks. */
export interface Tally {
  /** In the text format of Prometheus. */
  text(): string;
}

type Values<Label extends string> = Readonly<Record<Label, string>>;

const escaped = (value: string): string =>
  value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');

const labelled = (values: Readonly<Record<string, string>>): string => {
  const pairs = Object.entries(values).map(([label, value]) => `${label}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
};

const textOf = ({ name, help }: Naming<string>, type: string, lines: readonly string[]): string =>
  [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines, ''].join('\n');

/** How often something happened, for one set of labels. */
export class Count<Label extends string = string> {
  readonly values: Values<Label>;
  total = 0;

  constructor(values: Values<Label>) {
    this.values = values;
  }

  inc(): void {
    this.total += 1;
  }
}

/** How long something took, for one set of labels. */
export class Times<Label extends string = string> {
  readonly values: Values<Label>;
  readonly bounds: readonly number[];
  /** How many were longer than every bound below and not longer than this one; the last, longer than all. */
  readonly inBucket: number[];
  sum = 0;

  constructor(values: Values<Label>, bounds: readonly number[]) {
    this.values = values;
    this.bounds = bounds;
    this.inBucket = bounds.map(() => 0).concat(0);
  }

  observe(seconds: number): void {
    let bucket = 0;
    for (const bound of this.bounds) {
      if (seconds <= bound) break;
      bucket += 1;
    }
    this.inBucket[bucket] = (this.inBucket[bucket] ?? 0) + 1;
    this.sum += seconds;
  }
}

/** Makes a count for each set of labels: to be asked for once for each. Without labels it is there from the start, at 0. */
export const createCounter = <Label extends string>(naming: Naming<Label>) => {
  const counts: Count<Label>[] = [];
  return {
    of(values: Values<Label>): Count<Label> {
      const count = new Count(values);
      counts.push(count);
      return count;
    },
    text: () =>
      textOf(
        naming,
        'counter',
        counts.map(({ values, total }) => `${naming.name}${labelled(values)} ${total}`),
      ),
  };
};

/** The same for times; buckets are bounded above, in seconds. */
export const createHistogram = <Label extends string>(naming: Naming<Label>, bounds: readonly number[]) => {
  const all: Times<Label>[] = [];
  const linesOf = ({ values, inBucket, sum }: Times<Label>): readonly string[] => {
    let count = 0;
    const buckets = inBucket.map((inThis, index) => {
      count += inThis;
      return `${naming.name}_bucket${labelled({ le: String(bounds[index] ?? '+Inf'), ...values })} ${count}`;
    });
    const labels = labelled(values);
    return [...buckets, `${naming.name}_sum${labels} ${sum}`, `${naming.name}_count${labels} ${count}`];
  };
  return {
    of(values: Values<Label>): Times<Label> {
      const times = new Times(values, bounds);
      all.push(times);
      return times;
    },
    text: () => textOf(naming, 'histogram', all.flatMap(linesOf)),
  };
};
