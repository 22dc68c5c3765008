/** Registering commands, for one server or for all: a set replaces what was there, and the same set changes nothing. */
import { isDeepStrictEqual } from 'node:util';
import type { APIApplicationCommand } from 'discord-api-types/v10';
import { ApplicationCommandType } from 'discord-api-types/v10';
import { z } from 'zod';
import { guildFor } from './channel-routes.ts';
import { type CommandBody, command, lettersIn } from './command-shapes.ts';
import type { Desk } from './desk.ts';
import { readForm } from './form.ts';
import { type Issue, refuse, refuseForm } from './refusal.ts';
import { type Asked, done, ok, type Route, route } from './route.ts';
import type { Command } from './world.ts';

const GLOBAL = '/applications/:application/commands';
const OF_GUILD = '/applications/:application/guilds/:guild/commands';

export const commandRoutes: readonly Route[] = [GLOBAL, OF_GUILD].flatMap((path) => [
  route(`GET ${path}`, (asked) => {
    const isFull = asked.query.get('with_localizations') === 'true';
    return ok(commandsOf(asked).map((one) => (isFull ? one : withoutLocalisations(one))));
  }),
  route(`PUT ${path}`, (asked) => {
    const given = readForm(z.array(command), asked.body.json);
    const kept = replaceAll(asked, given);
    asked.desk.commands.set(scopeOf(asked), kept);
    asked.desk.changed();
    return ok(kept);
  }),
  route(`POST ${path}`, (asked) => {
    const given = readForm(command, asked.body.json);
    const before = commandsOf(asked);
    const others = before.filter((one) => one.name !== given.name || one.type !== given.type);
    const all = replaceAll(asked, [...others.map(bodyOf), given]);
    asked.desk.commands.set(scopeOf(asked), all);
    const made = all.find((one) => one.name === given.name && one.type === given.type);
    return { status: before.length > others.length ? 200 : 201, json: made };
  }),
  route(`GET ${path}/:command`, (asked) => {
    return ok(commandsOf(asked).find(({ id }) => id === asked.part('command')) ?? refuse('unknown-command'));
  }),
  route(`DELETE ${path}/:command`, (asked) => {
    const before = commandsOf(asked);
    const left = before.filter(({ id }) => id !== asked.part('command'));
    if (left.length === before.length) return refuse('unknown-command');
    asked.desk.commands.set(scopeOf(asked), left);
    return done;
  }),
]);

function scopeOf({ desk, part }: Asked): string {
  if (part('application') !== desk.app.id) return refuse('unknown-application');
  return part('guild') === '' ? 'global' : guildFor(desk, part('guild')).id;
}

function commandsOf(asked: Asked): readonly Command[] {
  return asked.desk.commands.get(scopeOf(asked)) ?? [];
}

/** At most so many of a kind (2026). */
const MOST = { 1: 100, 2: 15, 3: 15, 4: 1 } as const;

function replaceAll(asked: Asked, given: readonly CommandBody[]): Command[] {
  const issues = given.flatMap((one, index): Issue[] => [
    ...(given.findIndex(({ name, type }) => name === one.name && type === one.type) < index
      ? [
          {
            path: [index, 'name'],
            code: 'APPLICATION_COMMANDS_DUPLICATE_NAME',
            message: 'Application command names must be unique',
          },
        ]
      : []),
    ...(lettersIn(one) > 8000
      ? [{ path: [index], code: 'APPLICATION_COMMAND_TOO_LARGE', message: 'Command exceeds maximum size (8000)' }]
      : []),
  ]);
  if (issues.length > 0) refuseForm(issues);
  const types = Object.values(ApplicationCommandType).filter((type) => typeof type === 'number');
  if (types.some((type) => given.filter((one) => one.type === type).length > MOST[type])) refuse('too-many-commands');
  const before = commandsOf(asked);
  return given.map((one) => kept(asked, before, one));
}

/** One of the same name keeps its id; its version changes only when something of it does. */
function kept(asked: Asked, before: readonly Command[], body: CommandBody): Command {
  const known = before.find(({ name, type }) => name === body.name && type === body.type);
  const made = asCommand(asked.desk, scopeOf(asked), known?.id ?? asked.desk.id(), body);
  return known && isDeepStrictEqual({ ...made, version: known.version }, known) ? known : made;
}

function asCommand(desk: Desk, scope: string, id: string, body: CommandBody): Command {
  const isGlobal = scope === 'global';
  const shape: APIApplicationCommand = {
    id,
    application_id: desk.app.id,
    version: desk.id(),
    type: body.type,
    name: body.name,
    name_localizations: body.name_localizations ?? null,
    description: body.description ?? '',
    description_localizations: body.description_localizations ?? null,
    options: JSON.parse(JSON.stringify(body.options ?? [])), // exactly as JSON has them, so that equal sets are equal
    default_member_permissions: body.default_member_permissions ?? null,
    nsfw: body.nsfw ?? false,
    ...(isGlobal
      ? {
          contexts: body.contexts ?? null,
          integration_types: body.integration_types ?? [0],
          dm_permission: body.dm_permission ?? true,
        }
      : { guild_id: scope }),
  };
  return shape;
}

function bodyOf(one: Command): CommandBody {
  const { application_id: _, version: __, guild_id: ___, ...rest } = one;
  return readForm(command, rest);
}

function withoutLocalisations({ name_localizations: _, description_localizations: __, ...rest }: Command): unknown {
  return rest;
}
