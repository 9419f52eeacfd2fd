import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

type Value = { readonly stringValue?: string; readonly intValue?: string; readonly boolValue?: boolean };
type Attributes = readonly { readonly key: string; readonly value: Value }[];

/** A span as it came, with its times in milliseconds and the process that sent it. */
export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly isFault: boolean;
  /** `service.name` and `service.instance.id` of whoever sent it. */
  readonly service: string;
  readonly instance: string;
}

interface Sent extends Pick<ReceivedSpan, 'traceId' | 'spanId' | 'parentSpanId' | 'name'> {
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: Attributes;
  readonly status: { readonly code?: number };
}
interface Body {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: Attributes };
    readonly scopeSpans: readonly { readonly spans: readonly Sent[] }[];
  }[];
}

const plain = (attributes: Attributes): Record<string, unknown> =>
  Object.fromEntries(
    attributes.map(({ key, value }) => [key, value.stringValue ?? value.boolValue ?? Number(value.intValue)]),
  );

const msOf = (nanos: string): number => Number(BigInt(nanos) / 1_000n) / 1_000;

const spansOf = ({ resourceSpans }: Body): ReceivedSpan[] =>
  resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const from = plain(resource.attributes);
    return scopeSpans.flatMap(({ spans }) =>
      spans.map(({ startTimeUnixNano, endTimeUnixNano, attributes, status, ...span }) => ({
        ...span,
        startMs: msOf(startTimeUnixNano),
        endMs: msOf(endTimeUnixNano),
        attributes: plain(attributes),
        isFault: status.code === 2,
        service: String(from['service.name']),
        instance: String(from['service.instance.id']),
      })),
    );
  });

const textOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
};

/** A receiver of OTLP over HTTP on a port of its own: as much of one as a test needs. */
export interface OtlpReceiver {
  /** For `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  readonly endpoint: string;
  readonly spans: readonly ReceivedSpan[];
  /** Every body as it came. */
  readonly bodies: readonly string[];
  /** What it answers from now on; 200 at first. */
  answers(status: number): void;
  /** Resolves with all spans of a trace as soon as they fulfil a condition; fails after 20 s. */
  trace(traceId: string, isWhole: (spans: readonly ReceivedSpan[]) => boolean): Promise<readonly ReceivedSpan[]>;
  /** Resolves as soon as a body came that a test accepts; fails after 20 s. */
  heard(accepts: (body: string) => boolean): Promise<void>;
  stop(): Promise<void>;
}

const PATIENCE_MS = 20_000;

/** Who waits for something to be so, looked at anew whenever something came. */
const createWaiting = () => {
  const waiting = new Set<() => void>();
  const until = (isSo: () => boolean, problem: () => string): Promise<void> =>
    new Promise((resolve, reject) => {
      const late = setTimeout(() => end(() => reject(new Error(problem()))), PATIENCE_MS);
      const end = (settle: () => void) => {
        clearTimeout(late);
        waiting.delete(look);
        settle();
      };
      const look = () => {
        if (isSo()) end(resolve);
      };
      waiting.add(look);
      look();
    });
  const lookAgain = () => [...waiting].forEach((look) => void look());
  return { until, lookAgain };
};

export const startOtlpReceiver = async (): Promise<OtlpReceiver> => {
  const spans: ReceivedSpan[] = [];
  const bodies: string[] = [];
  const { until, lookAgain } = createWaiting();
  let status = 200;
  const server = createServer(async (request, response) => {
    const body = await textOf(request);
    if (request.url !== '/v1/traces') return response.writeHead(404).end();
    bodies.push(body);
    if (status === 200) spans.push(...spansOf(JSON.parse(body)));
    response.writeHead(status, { 'Content-Type': 'application/json' }).end('{}');
    lookAgain();
    return undefined;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  return {
    endpoint: `http://127.0.0.1:${port}`,
    spans,
    bodies,
    answers(other) {
      status = other;
    },
    trace: async (traceId, isWhole) => {
      const found = () => spans.filter((span) => span.traceId === traceId);
      await until(
        () => isWhole(found()),
        () => `the trace never was whole: ${found().map(({ name }) => name)}`,
      );
      return found();
    },
    heard: (accepts) =>
      until(
        () => bodies.some(accepts),
        () => 'no such body came',
      ),
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
