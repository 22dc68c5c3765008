/** `/ad brand`: the kit that new ads of a server begin with, and the roles that may say yes to what they cost. */
import { type ChatInputCommandInteraction, type Guild, MessageFlags, PermissionFlagsBits } from 'discord.js';
import { AdgenError } from '../../ad/errors.ts';
import { brandWords, roleIdOf } from './brand-words.ts';
import { sayAlone } from './commands-say.ts';
import type { FrontNeeds } from './front-needs.ts';
import { idIn, serverOf } from './names.ts';

type Command = ChatInputCommandInteraction;

/** Each part is kept or refused by itself; then all of it is shown as it is now. */
export async function answerBrand(command: Command, { window, log }: FrontNeeds): Promise<void> {
  await command.deferReply({ flags: MessageFlags.Ephemeral });
  const { guild } = command;
  if (guild === null) return sayAlone(command, ALONE);
  const said: string[] = [];
  for (const keep of [keepKit, keepApprovers])
    said.push(
      await keep(command, guild, window).catch((error: unknown) => {
        if (!(error instanceof AdgenError)) throw error;
        if (error.code !== 'bad-input')
          log.error({ err: error, workspace: serverOf(guild.id) }, 'a brand was not kept');
        return `That was not kept. ${error.message}`;
      }),
    );
  const [kit, settings] = await Promise.all([window.kit(serverOf(guild.id)), window.settings(serverOf(guild.id))]);
  await sayAlone(command, [...said.filter((one) => one !== ''), brandWords({ kit, settings })].join('\n'));
}

const ALONE =
  'A brand is kept for a whole server, for everybody who makes ads there. Please use `/ad brand` in the server.';

type Window = FrontNeeds['window'];

/** What happened, as a sentence; empty: nothing was asked. */
async function keepKit({ options, user }: Command, { id }: Guild, window: Window): Promise<string> {
  const [name, colour] = [options.getString('name'), options.getString('colour')];
  if (name === null && colour === null) return '';
  const before = await window.kit(serverOf(id));
  const [brandName, brandColor] = [name ?? before?.brandName, colour ?? before?.brandColor];
  if (brandName === undefined || brandColor === undefined) return BOTH;
  await window.putKit(serverOf(id), { brandName, brandColor }, idIn(id, user.id));
  return 'The brand kit is kept. New ads begin with it.';
}

const BOTH = 'That was not kept. A brand needs both a name and a colour: `/ad brand name:Northbrew colour:teal`';

async function keepApprovers(command: Command, guild: Guild, window: Window): Promise<string> {
  const { options, user, memberPermissions } = command;
  const [added, removed] = ['approver-role', 'remove-approver-role'].map((name) => options.get(name)?.value);
  if (added === undefined && removed === undefined) return '';
  if (!memberPermissions?.has(PermissionFlagsBits.ManageGuild)) return NOT_YOURS;
  if (added === guild.id) return EVERYBODY;
  const workspace = serverOf(guild.id);
  const before = (await window.settings(workspace)).approvers.map(roleIdOf).filter((id) => guild.roles.cache.has(id));
  const roles = new Set([...before, ...(added === undefined ? [] : [String(added)])]);
  if (removed !== undefined) roles.delete(String(removed));
  if (roles.size > MOST_ROLES)
    return 'That was not kept. A hundred roles may approve, and no more: take some away first.';
  await window.putSettings(
    workspace,
    { approvers: [...roles].map((id) => idIn(guild.id, id)) },
    idIn(guild.id, user.id),
  );
  return 'It is kept who may approve.';
}

/** As in `WorkspaceSettings`. */
const MOST_ROLES = 100;
const NOT_YOURS = 'Who may approve was not changed: only people with the permission **Manage Server** can change it.';
const EVERYBODY =
  'Who may approve was not changed: with @everyone, anybody here could say yes to costs. Choose the role of those who decide.';
