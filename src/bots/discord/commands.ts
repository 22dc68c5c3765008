/** The commands that Discord is told of: `/ad` with its parts, and the menu of a message. Pure. */
import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  ContextMenuCommandBuilder,
  InteractionContextType,
  type RESTPostAPIApplicationCommandsJSONBody,
  type SharedNameAndDescription,
  SlashCommandBuilder,
  type SlashCommandStringOption,
  SlashCommandSubcommandBuilder,
} from 'discord.js';
import { ASKED, CODE, KEPT, seconds } from './commands-option-words.ts';
import { AD, type Entry, MENU, PARTS, translations } from './commands-words.ts';

/** What an ad may last, to choose from. */
export const SECONDS = [6, 10, 15, 20, 30, 45, 60] as const;

/** As in `Brief`, and more than a code has; what is longer cannot be typed. */
export const LONGEST = { text: 4000, brandName: 60, brandColor: 60, callToAction: 60, code: 100 } as const;

const CONTEXTS = [InteractionContextType.Guild, InteractionContextType.BotDM];

/** As `PUT …/commands` takes them (https://docs.discord.com/developers/interactions/application-commands, read 2026-11). */
export function discordCommands(): readonly RESTPostAPIApplicationCommandsJSONBody[] {
  return [adCommand().toJSON(), fromMessage().toJSON()];
}

function adCommand() {
  const command = named(new SlashCommandBuilder(), AD)
    .setContexts(CONTEXTS)
    .setIntegrationTypes(ApplicationIntegrationType.GuildInstall);
  for (const one of [create(), part('form'), part('list'), brand(), part('stop'), link(), part('unlink'), part('help')])
    command.addSubcommand(one);
  return command;
}

function fromMessage() {
  return new ContextMenuCommandBuilder()
    .setType(ApplicationCommandType.Message)
    .setName(MENU.en)
    .setNameLocalizations(translations(MENU))
    .setContexts(CONTEXTS)
    .setIntegrationTypes(ApplicationIntegrationType.GuildInstall);
}

function create() {
  return part('create')
    .addStringOption((one) => named(one, ASKED.brief).setRequired(true).setMaxLength(LONGEST.text))
    .addStringOption((one) => named(one, ASKED.brand).setMaxLength(LONGEST.brandName))
    .addStringOption((one) => colour(one, ASKED.colour))
    .addIntegerOption((one) => named(one, ASKED.duration).addChoices(...SECONDS.map(choice)))
    .addAttachmentOption((one) => named(one, ASKED.image).setFileTypes('image'))
    .addStringOption((one) => named(one, ASKED['call-to-action']).setMaxLength(LONGEST.callToAction));
}

function brand() {
  return part('brand')
    .addStringOption((one) => named(one, KEPT.name).setMaxLength(LONGEST.brandName))
    .addStringOption((one) => colour(one, KEPT.colour))
    .addRoleOption((one) => named(one, KEPT['approver-role']))
    .addRoleOption((one) => named(one, KEPT['remove-approver-role']));
}

function link() {
  return part('link').addStringOption((one) => named(one, CODE).setMaxLength(LONGEST.code));
}

function part(name: keyof typeof PARTS) {
  return named(new SlashCommandSubcommandBuilder(), PARTS[name]);
}

function colour(option: SlashCommandStringOption, entry: Entry) {
  return named(option, entry).setAutocomplete(true).setMaxLength(LONGEST.brandColor);
}

function choice(count: number) {
  const words = seconds(count);
  return { name: words.en, name_localizations: translations(words), value: count };
}

function named<Builder extends SharedNameAndDescription>(builder: Builder, { name, says }: Entry): Builder {
  return builder
    .setName(name.en)
    .setNameLocalizations(translations(name))
    .setDescription(says.en)
    .setDescriptionLocalizations(translations(says));
}
