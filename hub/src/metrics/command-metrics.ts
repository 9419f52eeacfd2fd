import type { CommandType } from '@cafe/contract';
import type { KernelStage } from '@cafe/services/kernel';
import type { Meter } from './meter.ts';
import { remembered } from './remembered.ts';

/**
 * A command's way through a hub. `parse`: is it a command? `admit`: may they, now? `decide` and `append`: the kernel's. `emit`:
 * from where this process knows that the commit is durable until its frames are handed to the sockets.
 */
export type Stage = KernelStage | 'parse' | 'admit' | 'emit';

/** What stands for the command's type of a commit that another process appended, where nobody told. */
export type StagedCommand = CommandType | 'elsewhere';

export interface CommandMetrics {
  /** `outcome` is `ok` or the code of the refusal. */
  command(type: string, outcome: string, seconds: number): void;
  stage(stage: Stage, command: StagedCommand, seconds: number): void;
  paid(provider: string, status: string): void;
  limited(scope: string): void;
  /** A bug or an outage reached somebody; 0 as long as all is well. */
  unexpected(): void;
}

/** Seconds. Parsing takes 50 µs; an insert, as long as the store does. */
const STAGE_BUCKETS = [0.0001, 0.00025, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5];

/** How often and how long, by command. */
const commandsIn = (meter: Meter): Pick<CommandMetrics, 'command' | 'stage'> => {
  const commands = meter.counter({
    name: 'cafe_commands_total',
    help: 'Commands answered, by type and outcome',
    labels: ['command', 'outcome'],
  });
  const durations = meter.histogram({
    name: 'cafe_command_duration_seconds',
    help: 'From a command to its answer',
    labels: ['command'],
  });
  const stages = meter.histogram(
    {
      name: 'cafe_command_stage_seconds',
      help: 'How long commands are at each stage: parse, admit, decide, append, emit',
      labels: ['command', 'stage'],
    },
    STAGE_BUCKETS,
  );
  const counted = remembered((command) => remembered((outcome) => commands({ command, outcome })));
  const lasted = remembered((command) => durations({ command }));
  const staged = remembered((command) => remembered((stage) => stages({ command, stage })));
  return {
    command(type, outcome, seconds) {
      counted(type)(outcome).inc();
      lasted(type).observe(seconds);
    },
    stage: (stage, command, seconds) => staged(command)(stage).observe(seconds),
  };
};

export const commandMetricsIn = (meter: Meter): CommandMetrics => {
  const payments = meter.counter({
    name: 'cafe_payments_total',
    help: 'Payments, by provider and status',
    labels: ['provider', 'status'],
  });
  const refused = meter.counter({
    name: 'cafe_ratelimited_total',
    help: 'Messages refused because there were too many',
    labels: ['scope'],
  });
  const unexpected = meter.counter({
    name: 'cafe_unexpected_errors_total',
    help: 'Bugs and outages; 0 as long as all is well',
    labels: [],
  })({});
  const paid = remembered((provider) => remembered((status) => payments({ provider, status })));
  const limited = remembered((scope) => refused({ scope }));
  return {
    ...commandsIn(meter),
    paid: (provider, status) => paid(provider)(status).inc(),
    limited: (scope) => limited(scope).inc(),
    unexpected: () => unexpected.inc(),
  };
};
