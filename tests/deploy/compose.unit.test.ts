import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { ROOT, textOf } from '../source-facts.ts';
import { compose, containers, ours, rawCompose } from './compose-file.ts';
import { nginxFacts } from './nginx-facts.ts';

/** The address that nginx answers at, inside. */
const [SUBNET] = compose.networks['inside']?.ipam?.config ?? [];
const addressIn = (name: string, network: string): string | undefined => {
  const networks = compose.services[name]?.networks;
  return networks && !Array.isArray(networks)
    ? (networks as Record<string, { ipv4_address?: string }>)[network]?.ipv4_address // the other of the two shapes
    : undefined;
};

// compose-spec.schema.json is the schema of the Compose Specification (Apache-2.0), as dclint 3.1.0 has it in its package.
test('[DEP-8] docker-compose.yml is as the Compose Specification says', () => {
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  const { $schema: _dialect, ...schema } = JSON.parse(textOf('tests/deploy/compose-spec.schema.json'));
  const isValid = ajv.compile(schema);
  isValid(rawCompose());
  expect(isValid.errors ?? []).toEqual([]);
  isValid({ services: { a: { image: 'a', cap_drops: ['ALL'] } } });
  expect(isValid.errors).toMatchObject([{ params: { additionalProperty: 'cap_drops' } }]);
});

test('[DEP-9] every variable that our image is given is one of the configuration; secrets come from files', () => {
  const rows = [...textOf('docs/configuration.md').matchAll(/^\| `(\w+)`(?: or `(\w+_FILE)`)? \|/gm)];
  const plain = new Set(rows.filter(([, , file]) => file === undefined).map(([, name]) => name));
  const files = new Set(rows.flatMap(([, , file]) => file ?? []));
  expect(rows.length).toBeGreaterThan(20);
  const given = ours.flatMap(([name, { environment = {} }]) =>
    Object.keys(environment).map((one) => [name, one] as const),
  );
  expect(given.length).toBeGreaterThan(80);
  expect(given.filter(([, name]) => !plain.has(name) && !files.has(name))).toEqual([]);
});

test('[DEP-9] each secret that a container names by its file is given to it, and none else', () => {
  for (const [name, { environment = {}, secrets = [] }] of containers) {
    const mounted = secrets.map((one) => (typeof one === 'string' ? one : one.source)).sort();
    const named = Object.values(environment).flatMap((value) => /^\/run\/secrets\/(\w+)$/.exec(value)?.[1] ?? []);
    if (compose.services[name]?.build) expect({ name, named: named.sort() }).toEqual({ name, named: mounted });
    else expect(mounted).toEqual(expect.arrayContaining(named));
  }
});

/** What a role signs or hashes with, beside what all have. */
const OWN_SECRETS: Readonly<Record<string, readonly string[]>> = {
  hub: ['jwt_keys'],
  user: ['jwt_keys', 'pin_pepper'],
  guest: ['table_pin_key'],
  publisher: ['amqp_url'],
  all: ['jwt_keys', 'pin_pepper', 'table_pin_key'],
};
const FOR_ALL = ['internal_key', 'metrics_token', 'mongodb_uri', 'redis_url'];

test.each(ours)('[DEP-9] %s has the secrets that its role signs or hashes with, and no others', (_name, container) => {
  const { environment = {}, secrets = [] } = container;
  expect([...secrets].sort()).toEqual([...FOR_ALL, ...(OWN_SECRETS[environment['ROLE'] ?? ''] ?? [])].sort());
});

test('[DEP-9] every secret is a file that make-secrets.sh makes, and each is used', () => {
  const used = new Set(
    containers.flatMap(([, { secrets = [] }]) => secrets.map((one) => (typeof one === 'string' ? one : one.source))),
  );
  expect([...used].sort()).toEqual(Object.keys(compose.secrets).sort());
  for (const [name, { file }] of Object.entries(compose.secrets)) expect(file).toBe(`./deploy/secrets/${name}`);
});

test('[DEP-10] every file that is mounted is there, and to be read only', () => {
  const mounts = containers.flatMap(([, { volumes = [] }]) => volumes.map((one) => one.split(':')));
  const files = mounts.filter(([source = '']) => source.startsWith('.'));
  expect(files.length).toBeGreaterThan(5);
  expect(files.filter(([source = '', , mode]) => !existsSync(join(ROOT, source)) || mode !== 'ro')).toEqual([]);
  const named = mounts.filter(([source = '']) => !source.startsWith('.')).map(([source]) => source);
  expect(named.sort()).toEqual(Object.keys(compose.volumes).sort());
});

test.each(containers)(
  '[DEP-11] %s has no rights, writes to nothing but its data, and is started again',
  (name, container) => {
    expect(container).toMatchObject({
      read_only: true,
      tmpfs: ['/tmp'],
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
      init: true,
      restart: name === 'cafe' ? 'no' : 'unless-stopped',
      logging: { options: { 'max-size': expect.anything() } },
    });
    expect(container['stop_grace_period']).toMatch(/^\d+s$/);
    expect(container['privileged']).toBeUndefined();
    // Ours is not root by its Dockerfile.
    if (container.build === undefined) expect(container.user).toMatch(/^(?!root)[a-z]+$/);
  },
);

test('[DEP-11] images are pinned to a version', () => {
  const images = containers.filter(([, { build }]) => build === undefined).map(([, { image }]) => image);
  expect(images.length).toBeGreaterThan(5);
  expect(images.filter((image) => !/:v?\d+\.\d+\.\d+(-[a-z]+)?$/.test(image))).toEqual([]);
});

/** Where others than our hub say how they are. */
const OTHERS: Readonly<Record<string, string>> = { prometheus: '/-/ready', grafana: '/api/health' };

test('[DEP-12] every container has a health check, over HTTP at a route that there is', () => {
  const routes = new Set(textOf('hub/src/http/operations.ts').match(/(?<=plainly\(')\/\w+/g));
  const imageHasOne = /^HEALTHCHECK /m.test(textOf('Dockerfile'));
  expect(imageHasOne).toBe(true);
  for (const [name, { build, healthcheck }] of containers) {
    if (name === 'cafe') continue; // it does one thing and ends
    const test = healthcheck?.test?.join(' ') ?? '';
    if (build !== undefined) {
      expect({ name, healthcheck }).toEqual({ name, healthcheck: undefined }); // the image's own
      continue;
    }
    expect({ name, test }).toEqual({ name, test: expect.stringMatching(/^CMD/) });
    const path = /http:\/\/127\.0\.0\.1:\d+(\/\S+)/.exec(test)?.[1];
    if (path === undefined) continue; // not over HTTP: mongo, redis, rabbitmq
    expect({ name, isRoute: OTHERS[name] === path || routes.has(path) }).toEqual({ name, isRoute: true });
  }
});

test('[DEP-12] what a container needs is healthy first', () => {
  const needs = containers.flatMap(([name, { depends_on = {} }]) =>
    Object.entries(depends_on).map(([on, { condition }]) => ({ name, on, condition })),
  );
  expect(needs.length).toBeGreaterThan(25);
  expect(
    needs.filter(({ on, condition }) => condition !== 'service_healthy' || compose.services[on] === undefined),
  ).toEqual([]);
  for (const hub of ['hub-1', 'hub-2']) {
    expect(Object.keys(compose.services[hub]?.depends_on ?? {}).sort()).toEqual([
      'guest',
      'menu',
      'mongo',
      'order',
      'payment',
      'redis',
      'user',
    ]);
  }
});

test('[DEP-13] published ports are of this machine only, unless somebody says otherwise, and none twice', () => {
  const ports = containers.flatMap(([, { ports = [] }]) => ports);
  expect(ports.length).toBe(3);
  expect(ports.filter((port) => !/^127\.0\.0\.1:\d+:\d+$/.test(port))).toEqual([]);
  expect(new Set(ports.map((port) => port.split(':')[1])).size).toBe(ports.length);
});

test('[DEP-13] what keeps data has no way out, and only what needs it has a way to it', () => {
  expect(compose.networks['stores']).toEqual({ internal: true });
  const on = (network: string) =>
    containers.filter(([, { networks }]) =>
      (Array.isArray(networks) ? networks : Object.keys(networks)).includes(network),
    );
  const keepers = ['mongo', 'redis', 'rabbitmq'];
  const others = on('stores').filter(([name]) => !keepers.includes(name));
  expect(others.map(([, { build }]) => build)).toEqual(others.map(() => '.'));
  expect(on('inside').filter(([name]) => keepers.includes(name))).toEqual([]);
});

test('[DEP-14] nginx knows the hubs that there are, the hubs nginx, and each hub every service', () => {
  const hubs = containers.filter(([, { environment }]) => environment?.['ROLE'] === 'hub').map(([name]) => name);
  const { upstreams, trusted, port } = nginxFacts(textOf('deploy/nginx/nginx.conf'));
  const all = hubs.map((name) => `${name}:3000`);
  expect(upstreams).toEqual([...all, ...all]); // for requests, and for sockets
  expect(hubs.length).toBeGreaterThanOrEqual(2);
  expect(trusted).toEqual([SUBNET?.['gateway']]);
  expect(compose.services['nginx']?.ports).toEqual([expect.stringMatching(new RegExp(`:${port}$`))]);
  expect(new Set(hubs.map((name) => addressIn(name, 'inside'))).size).toBe(hubs.length);
  for (const [, { environment = {} }] of ours) expect(environment['TRUST_PROXY']).toBe(addressIn('nginx', 'inside'));
  for (const hub of hubs) {
    const { environment = {} } = compose.services[hub] ?? {};
    for (const role of ['user', 'menu', 'order', 'payment', 'guest']) {
      expect(environment[`${role.toUpperCase()}_URL`]).toBe(`http://${role}:3000`);
      expect(compose.services[role]?.environment?.['ROLE']).toBe(role);
    }
  }
});
