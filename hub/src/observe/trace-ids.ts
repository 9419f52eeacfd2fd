/**
 * A command's trace has the command's own id: a uuid has as many bits as a trace id. So whoever knows of a command, or of its
 * commit, knows its trace: nothing has to be carried to another hub, and an id out of a log or a refusal finds the trace.
 */
export const traceIdOf = (commandId: string): string => commandId.replaceAll('-', '');

/** The span in which a command's commit became durable: there is one for each command, so every process can name it. */
export const commitSpanOf = (commandId: string): string => traceIdOf(commandId).slice(SPAN_ID_DIGITS);

const SPAN_ID_DIGITS = 16;

/** A span id out of a fresh uuid: 62 of its bits are chance. */
export const freshSpanId = (uuid: string): string => traceIdOf(uuid).slice(SPAN_ID_DIGITS);

/** Whether a trace is among the share that is kept: the same answer in every process, for each trace as a whole. */
export const isKept = (commandId: string, share: number): boolean =>
  share >= 1 || Number.parseInt(traceIdOf(commandId).slice(-8), 16) < share * 2 ** 32;

/** The W3C's header for the span below which a call's spans belong. */
export const traceparentOf = (commandId: string, spanId: string): string => `00-${traceIdOf(commandId)}-${spanId}-01`;

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}$/;

/** The span a header names, if it is of this command's trace. */
export const parentFrom = (traceparent: unknown, commandId: string): string | undefined => {
  const [, traceId, spanId] = TRACEPARENT.exec(typeof traceparent === 'string' ? traceparent : '') ?? [];
  return traceId === traceIdOf(commandId) ? spanId : undefined;
};
