import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What the sockets' side knows at the moment somebody looks. */
export interface LiveFigures {
  /** Open sockets by role. */
  readonly sockets: Readonly<Record<string, number>>;
  readonly rooms: number;
  /** Streams whose changes are not yet in the collections that lists are read from. */
  readonly pending: number;
  /** Of each station: how many bills wait for it, and how long the oldest has. */
  readonly stations: readonly { readonly station: string; readonly orders: number; readonly oldestSeconds: number }[];
}

/** What the hub counts. Counting costs less than a microsecond, so that it can stand in every command's way. */
export interface Metrics {
  /** `outcome` is `ok` or the code of the refusal. */
  command(type: string, outcome: string, seconds: number): void;
  emitted(event: 'commits' | 'heads' | 'notice'): void;
  /** From the commit to the moment its frame is handed to the sockets. */
  fanout(seconds: number): void;
  resumed(result: 'replay' | 'snapshot' | 'fresh'): void;
  paid(provider: string, status: string): void;
  limited(scope: string): void;
  /** `route` is the pattern of the path, never the path: a label for every order would be one too many. */
  request(labels: { readonly method: string; readonly route: string; readonly status: number }, seconds: number): void;
  /** A bug or an outage reached somebody; 0 as long as all is well. */
  unexpected(): void;
  /** Where the figures come from that are looked up only when somebody asks. */
  watch(figures: () => LiveFigures): void;
  /** All of it, in the text format of Prometheus. */
  text(): Promise<string>;
  readonly contentType: string;
}

/** Seconds; what a person at a till notices lies between 50 ms and 1 s. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15];

/** A child of a metric for each set of labels, looked up once: looking it up each time costs more than counting. */
const remembered = <Child>(make: (...labels: string[]) => Child) => {
  const children = new Map<string, Child>();
  return (...labels: string[]): Child => {
    const key = labels.join('\n');
    let child = children.get(key);
    if (child === undefined) {
      child = make(...labels);
      children.set(key, child);
    }
    return child;
  };
};

const countersIn = (registers: Registry[]) => {
  const counter = <Name extends string>(name: string, help: string, labelNames: readonly Name[]) => {
    const metric = new Counter({ name, help, labelNames, registers });
    return remembered((...labels) => metric.labels(...labels));
  };
  const histogram = <Name extends string>(name: string, help: string, labelNames: readonly Name[]) => {
    const metric = new Histogram({ name, help, labelNames, registers, buckets: BUCKETS });
    return remembered((...labels) => metric.labels(...labels));
  };
  return {
    commands: counter('cafe_commands_total', 'Commands answered, by type and outcome', ['command', 'outcome']),
    durations: histogram('cafe_command_duration_seconds', 'From a command to its answer', ['command']),
    emitted: counter('cafe_events_emitted_total', 'Frames handed to rooms and sockets', ['event']),
    fanout: histogram('cafe_fanout_delay_seconds', 'From a commit to its frame', []),
    resumed: counter('cafe_resume_total', 'Streams answered to sync, by how', ['result']),
    paid: counter('cafe_payments_total', 'Payments, by provider and status', ['provider', 'status']),
    limited: counter('cafe_ratelimited_total', 'Messages refused because there were too many', ['scope']),
    requests: histogram('http_request_duration_seconds', 'HTTP requests', ['method', 'route', 'status']),
    unexpected: counter('cafe_unexpected_errors_total', 'Bugs and outages; 0 as long as all is well', []),
  };
};

const gaugesIn = (registers: Registry[], figures: () => LiveFigures): void => {
  new Gauge({
    name: 'cafe_sockets_connected',
    help: 'Open sockets',
    labelNames: ['namespace', 'role'],
    registers,
    collect() {
      this.reset();
      for (const [role, count] of Object.entries(figures().sockets)) this.set({ namespace: '/', role }, count);
    },
  });
  new Gauge({
    name: 'cafe_rooms',
    help: 'Rooms somebody sits in',
    registers,
    collect() {
      this.set(figures().rooms);
    },
  });
  new Gauge({
    name: 'cafe_outbox_pending',
    help: 'Bills, menus and the like that changed and are not yet written to the read models',
    registers,
    collect() {
      this.set(figures().pending);
    },
  });
  new Gauge({
    name: 'cafe_orders_open',
    help: 'Bills with lines that a station has not finished',
    labelNames: ['station'],
    registers,
    collect() {
      this.reset();
      for (const { station, orders } of figures().stations) this.set({ station }, orders);
    },
  });
  new Gauge({
    name: 'cafe_ticket_age_seconds',
    help: 'How long the oldest line has waited for a station',
    labelNames: ['station'],
    registers,
    collect() {
      this.reset();
      for (const { station, oldestSeconds } of figures().stations) this.set({ station }, oldestSeconds);
    },
  });
};

/** A registry of its own, so that several hubs can live in one process. */
export const createMetrics = (): Metrics => {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const counters = countersIn(registers);
  const { commands, durations, emitted, fanout, resumed, paid, limited, requests, unexpected } = counters;
  let figures: () => LiveFigures = () => ({ sockets: {}, rooms: 0, pending: 0, stations: [] });
  gaugesIn(registers, () => figures());
  unexpected().inc(0); // a counter that is not there yet cannot be seen to be 0
  return {
    command(type, outcome, seconds) {
      commands(type, outcome).inc();
      durations(type).observe(seconds);
    },
    emitted: (event) => emitted(event).inc(),
    fanout: (seconds) => fanout().observe(Math.max(0, seconds)),
    resumed: (result) => resumed(result).inc(),
    paid: (provider, status) => paid(provider, status).inc(),
    limited: (scope) => limited(scope).inc(),
    request: ({ method, route, status }, seconds) => requests(method, route, String(status)).observe(seconds),
    unexpected: () => unexpected().inc(),
    watch(look) {
      figures = look;
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
};
