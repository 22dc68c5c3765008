/** Commands, what is proposed while they are typed, the menu of a message and the form: one listener for all of them. */
import {
  type AutocompleteInteraction,
  type ChatInputCommandInteraction,
  type Client,
  RESTJSONErrorCodes as Code,
  Events,
  type Interaction,
} from 'discord.js';
import { begin } from './begin.ts';
import { briefForm } from './begin-words.ts';
import { answerBrand } from './brand.ts';
import { kitInTime } from './brand-in-time.ts';
import { colourChoices } from './commands-colours.ts';
import { attachmentsOf } from './commands-files.ts';
import { helpWords } from './commands-help.ts';
import { linkAccount, unlinkAccount } from './commands-link.ts';
import { type Doing, sayAlone, sayRefusal } from './commands-say.ts';
import { stopAd } from './commands-stop.ts';
import { AD, MENU } from './commands-words.ts';
import { AD_FORM, openForm, takeForm } from './form.ts';
import type { FrontNeeds } from './front-needs.ts';
import { showList } from './list.ts';
import { fromMessage } from './menu.ts';
import { codeOf } from './trouble.ts';

/** Buttons are somebody else's. Nothing that goes wrong here stops anything else. */
export function addCommands(client: Client, needs: FrontNeeds): void {
  client.on(Events.InteractionCreate, (interaction) => {
    answer(interaction, needs).catch((error: unknown) =>
      needs.log.error({ err: error }, 'somebody in Discord could not be answered'),
    );
  });
}

async function answer(interaction: Interaction, needs: FrontNeeds): Promise<void> {
  if (interaction.isAutocomplete()) return propose(interaction, needs);
  const isForm = interaction.isModalSubmit() && interaction.customId === AD_FORM;
  if (!isForm && !interaction.isChatInputCommand() && !interaction.isMessageContextMenuCommand()) return;
  try {
    await carryOut(interaction, needs);
  } catch (error) {
    // Another process of ours was first.
    if (codeOf(error) === Code.InteractionHasAlreadyBeenAcknowledged) return;
    needs.log.error({ err: error, interaction: interaction.id }, 'what somebody asked for in Discord did not work');
    await sayAlone(interaction, sayRefusal(error));
  }
}

async function carryOut(doing: Doing, needs: FrontNeeds): Promise<void> {
  if (doing.isModalSubmit()) return takeForm(doing, needs);
  if (doing.isMessageContextMenuCommand() && doing.commandName === MENU.en) return fromMessage(doing, needs);
  if (doing.isChatInputCommand() && doing.commandName === AD.name.en) return answerAd(doing, needs);
  return sayAlone(doing, UNKNOWN);
}

/** Registered by a newer or an older adgen. */
const UNKNOWN =
  'I do not know this command. Whoever runs me registers my commands again: `adgen manifests --register`.';

async function answerAd(command: ChatInputCommandInteraction, needs: FrontNeeds): Promise<void> {
  switch (command.options.getSubcommand(false)) {
    case 'create':
      return create(command, needs);
    case 'form':
      return openForm(command, needs);
    case 'list':
      return showList(command, needs);
    case 'brand':
      return answerBrand(command, needs);
    case 'stop':
      return stopAd(command, needs);
    case 'link':
      return linkAccount(command, needs);
    case 'unlink':
      return unlinkAccount(command, needs);
    case 'help': {
      const { commandId, locale, applicationId: botId } = command;
      return sayAlone(command, helpWords({ commandId, botId, locale }));
    }
    default:
      return sayAlone(command, UNKNOWN);
  }
}

async function create(command: ChatInputCommandInteraction, needs: FrontNeeds): Promise<void> {
  const { options } = command;
  const image = options.getAttachment('image');
  const fields = briefForm({
    text: options.getString('brief'),
    brandName: options.getString('brand'),
    brandColor: options.getString('colour'),
    durationSeconds: options.getInteger('duration'),
    callToAction: options.getString('call-to-action'),
  });
  await begin(command, { fields, attachments: attachmentsOf(image ? [image] : [], null), from: null }, needs);
}

/** What cannot be proposed in time is no loss: any colour can be typed. */
async function propose(asked: AutocompleteInteraction, { window }: FrontNeeds): Promise<void> {
  const kit = await kitInTime(asked.guildId, window);
  const typed = asked.options.getFocused();
  await asked.respond([...colourChoices({ typed, kit, locale: asked.locale })]);
}
