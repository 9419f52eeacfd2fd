/** How much one process does in a second. */
export interface ProcessLoad {
  readonly sockets: number;
  readonly commandsPerSecond: number;
  /** How many sockets hear a commit. */
  readonly listeners: number;
}

/** What a process costs, in microseconds of CPU. */
export interface ProcessCost {
  /** Each second, doing nothing. */
  readonly idleMicros: number;
  /** Each second, for each open socket. */
  readonly socketMicros: number;
  /** For each command. */
  readonly commandMicros: number;
  /** For each insert, which is shared by the commands that came while the one before it was under way. */
  readonly batchMicros: number;
  /** For each frame to a socket, which holds what one insert brought. */
  readonly frameMicros: number;
  /** How long an insert is under way, in seconds. */
  readonly batchSeconds: number;
}

/** Inserts per second: each command its own while they are few; at most as many as follow one another when they are many. */
export const batchesPerSecond = (commandsPerSecond: number, batchSeconds: number): number =>
  commandsPerSecond / (1 + commandsPerSecond * batchSeconds);

/** What the cost is multiplied with, in the order idle, socket, command, batch, frame. */
export const featuresOf = (load: ProcessLoad, batchSeconds: number): readonly number[] => {
  const batches = batchesPerSecond(load.commandsPerSecond, batchSeconds);
  return [1, load.sockets, load.commandsPerSecond, batches, batches * load.listeners];
};

/** CPU of one process in microseconds per second; 1,000,000 is a core. */
export const cpuMicrosPerSecond = (cost: ProcessCost, load: ProcessLoad): number => {
  const weights = [cost.idleMicros, cost.socketMicros, cost.commandMicros, cost.batchMicros, cost.frameMicros];
  return featuresOf(load, cost.batchSeconds).reduce((sum, feature, n) => sum + feature * (weights[n] ?? 0), 0);
};
