import * as z from 'zod';
import { CLUSTER_VARIABLES } from './environment-cluster.ts';
import {
  amqpUrl,
  flag,
  jwtKeys,
  matching,
  mongodbUri,
  oneOf,
  origins,
  proxies,
  publicUrl,
  rate,
  secret,
  share,
  uuid,
  whole,
} from './environment-values.ts';
import { optional, variable, type Words } from './environment-words.ts';

const MADE_ONCE = 'made once, in `secrets.json` below `DATA_DIR`';
const BY_MODE = '`true` in a demo, else `false`';

/** Every variable the hub reads; nothing else describes them. */
export const Environment = z.object({
  NODE_ENV: variable(oneOf(['development', 'production', 'test']), {
    says: '`production` refuses what is good enough for trying out only',
    byDefault: 'development',
    example: 'production',
  }),
  HOST: variable(matching(/^[0-9A-Za-z.:-]{1,253}$/, 'is no address to listen on'), {
    says: 'the address to listen on',
    byDefault: '0.0.0.0',
    example: '127.0.0.1',
  }),
  PORT: optional(whole(0, 65_535), {
    says: 'the port to listen on; when it is set it is taken or the start is refused. `0` is any free one',
    byDefault: '3000, or the next free one',
    example: '8080',
  }),
  PUBLIC_URL: optional(publicUrl, {
    says: 'where people reach the hub; it stands in QR codes, and its origin is allowed',
    byDefault: 'the address in the local network',
    example: 'https://cafe.example',
  }),
  TLS_CERT: optional(matching(/./, 'is empty'), {
    says: 'a file with the certificate (PEM, with what is between it and its authority) that https is served with',
    byDefault: 'what `npm run cafe -- tls` made below `DATA_DIR`; without it plain http',
    example: '/etc/cafe/server.crt',
  }),
  TLS_KEY: optional(matching(/./, 'is empty'), {
    says: 'the file with its key',
    byDefault: 'the one that `npm run cafe -- tls` made',
    example: '/etc/cafe/server.key',
  }),
  ALLOWED_ORIGINS: optional(origins, {
    says: 'further origins whose pages may talk to the hub, with commas between them',
    byDefault: 'only the hub’s own',
    example: 'https://till.example,https://menu.example',
  }),
  TRUST_PROXY: optional(proxies, {
    says: 'the proxies in front, whose `X-Forwarded-For` is believed: addresses, networks, `loopback`; or `none`',
    byDefault: '`none`; production asks for a decision',
    example: '10.0.0.0/8',
  }),
  MONGODB_URI: optional(mongodbUri, {
    says: 'the MongoDB that holds everything',
    byDefault: 'a store of its own, below `DATA_DIR`',
    example: 'mongodb://localhost:27017/cafe?replicaSet=rs0',
    secret: true,
  }),
  DATABASE: optional(matching(/^[A-Za-z0-9_-]{1,38}$/, 'is no name of a database'), {
    says: 'the database in it',
    byDefault: 'the one in `MONGODB_URI`, else `cafe`',
    example: 'cafe',
  }),
  DATA_DIR: variable(matching(/./, 'is empty'), {
    says: 'the directory for what the hub keeps itself',
    byDefault: 'data',
    example: '/var/lib/cafe',
  }),
  STORE_ID: optional(uuid, {
    says: 'the store this hub serves',
    byDefault: 'the only one there is',
    example: '018f2b6a-0000-7000-8000-000000000000',
  }),
  DEMO: optional(flag, {
    says: 'whether an empty store becomes the demo café, with PINs that everybody knows',
    byDefault: '`true` without `MONGODB_URI`; never in production',
    example: 'false',
  }),
  JWT_KEYS: optional(jwtKeys, {
    says: 'keys of access tokens as `kid:secret`, with commas between them; the first one signs, all are believed',
    byDefault: MADE_ONCE,
    example: 'k1:32-or-more-random-bytes',
    secret: true,
  }),
  PIN_PEPPER: optional(secret, {
    says: 'goes into every hash of a PIN; with another one no PIN is right any more',
    byDefault: MADE_ONCE,
    example: '32-or-more-random-bytes',
    secret: true,
  }),
  TABLE_PIN_KEY: optional(secret, {
    says: 'what the six digits of a table are made with',
    byDefault: MADE_ONCE,
    example: '32-or-more-random-bytes',
    secret: true,
  }),
  AMQP_URL: optional(amqpUrl, {
    says: 'the RabbitMQ, or other AMQP 0-9-1 broker, to which the log is published',
    byDefault: 'nothing is published',
    example: 'amqps://user:password@broker.example/cafe',
    secret: true,
  }),
  AMQP_EXCHANGE: variable(matching(/^[A-Za-z0-9._-]{1,100}$/, 'is no name of an exchange'), {
    says: 'the topic exchange it is published on',
    byDefault: 'cafe',
    example: 'cafe',
  }),
  METRICS_TOKEN: optional(secret, {
    says: 'the bearer token that opens `/metrics`',
    byDefault: '`/metrics` is open to this machine only',
    example: '32-or-more-random-bytes',
    secret: true,
  }),
  ALLOW_HEADLESS_GUESTS: optional(flag, {
    says: 'whether guests’ tokens are taken from programs that are no browser',
    byDefault: BY_MODE,
    example: 'true',
  }),
  RATE_STAFF: variable(rate, {
    says: 'messages of a device or person: so many a second, and so many more at once',
    byDefault: '20/300',
    example: '20/300',
  }),
  RATE_GUEST: variable(rate, {
    says: 'messages of a guest, likewise',
    byDefault: '5/40',
    example: '5/40',
  }),
  MAX_SOCKETS_PER_ADDRESS: variable(whole(1, 1_000_000), {
    says: 'connections from one address that have not shown a token yet',
    byDefault: '50',
    example: '50',
  }),
  MAX_SOCKETS_PER_DEVICE: variable(whole(1, 10_000), {
    says: 'connections of one device',
    byDefault: '3',
    example: '3',
  }),
  MAX_SOCKETS_PER_GUEST: variable(whole(1, 10_000), {
    says: 'connections of one guest',
    byDefault: '5',
    example: '5',
  }),
  ...CLUSTER_VARIABLES,
  OTEL_EXPORTER_OTLP_ENDPOINT: optional(publicUrl, {
    says: 'the OpenTelemetry receiver that traces are sent to, by OTLP over HTTP; without it nothing is traced',
    byDefault: 'no traces',
    example: 'http://localhost:4318',
  }),
  OTEL_TRACES_SAMPLER_ARG: variable(share, {
    says: 'the share of commands that is traced, from 0 to 1; each is traced whole, in every process, or not at all',
    byDefault: '1',
    example: '0.05',
  }),
  LOG_LEVEL: variable(oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']), {
    says: 'what is logged at least',
    byDefault: 'info',
    example: 'debug',
  }),
});

export type EnvironmentValues = Readonly<z.infer<typeof Environment>>;
export type VariableName = keyof EnvironmentValues;

// Object.keys forgets that the keys are the schema's.
export const VARIABLE_NAMES = Object.keys(Environment.shape) as readonly VariableName[];

/** What people read about a variable. */
export const wordsOf = (name: VariableName): Words => {
  const words = Environment.shape[name].meta()?.['words'];
  if (words === undefined) throw new Error(`${name} says nothing about itself`);
  return words as Words; // put there by `optional` and `variable`, and by nothing else
};

/** Whether a variable is never shown, and may come from a file. */
export const isSecret = (name: VariableName): boolean => wordsOf(name).secret === true;
