/**
 * The places where a process may die and nothing may be lost. A crash test passes a hook that ends the process at one
 * of them; without a hook they cost nothing.
 */
export type Failpoint =
  | 'append.before_insert'
  | 'append.mid_batch'
  | 'append.after_insert'
  | 'ack.before'
  | 'publish.before'
  | 'fold.before_bulkWrite';

/** Called when a failpoint is reached; returns, or ends the process. */
export type FailpointHook = (name: Failpoint) => void;
