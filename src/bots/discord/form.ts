/** `/ad form`: the form for a new ad, with the brand filled in, and what was filled into it. */
import {
  type ChatInputCommandInteraction,
  FileUploadBuilder,
  LabelBuilder,
  ModalBuilder,
  type ModalSubmitInteraction,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import type { Overview } from '../window.ts';
import { begin } from './begin.ts';
import { whereFor } from './begin-where.ts';
import { briefForm } from './begin-words.ts';
import { kitInTime } from './brand-in-time.ts';
import { LONGEST, SECONDS } from './commands.ts';
import { attachmentsOf } from './commands-files.ts';
import { sayAlone } from './commands-say.ts';
import type { FrontNeeds } from './front-needs.ts';

/** Of the form; it carries nothing. */
export const AD_FORM = 'ad_form';

const FIELDS = {
  text: 'text',
  photo: 'photo',
  brandName: 'brandName',
  brandColor: 'brandColor',
  duration: 'durationSeconds',
} as const;

const USUAL_SECONDS = 15;
const MOST_PHOTOS = 1;

/** Where no ad can be made, that is said before anybody types. */
export async function openForm(command: ChatInputCommandInteraction, { window }: FrontNeeds): Promise<void> {
  const [where, kit] = await Promise.all([whereFor(command), kitInTime(command.guildId, window)]);
  if (where.kind === 'nowhere') return sayAlone(command, where.say);
  await command.showModal(adForm(kit));
}

/** What cannot be used is said in the thread, by the core, where it can be said anew. */
export async function takeForm(sent: ModalSubmitInteraction, needs: FrontNeeds): Promise<void> {
  const { fields } = sent;
  const [seconds] = fields.getStringSelectValues(FIELDS.duration);
  const photos = [...(fields.getUploadedFiles(FIELDS.photo)?.values() ?? [])];
  const form = briefForm({
    text: fields.getTextInputValue(FIELDS.text),
    brandName: fields.getTextInputValue(FIELDS.brandName),
    brandColor: fields.getTextInputValue(FIELDS.brandColor),
    durationSeconds: seconds === undefined ? null : Number(seconds),
  });
  await begin(sent, { fields: form, attachments: attachmentsOf(photos, null), from: null }, needs);
}

/** Five fields are all that fit (https://docs.discord.com/developers/components/reference, modals, read 2026-11). */
function adForm(kit: Overview['kit']): ModalBuilder {
  return new ModalBuilder()
    .setCustomId(AD_FORM)
    .setTitle('New product ad')
    .addLabelComponents(
      briefField(),
      photoField(),
      words(FIELDS.brandName, 'Brand name', { example: 'Northbrew', max: LONGEST.brandName, initial: kit?.brandName }),
      words(FIELDS.brandColor, 'Brand colour', {
        example: 'teal or #4dbac7',
        max: LONGEST.brandColor,
        initial: kit?.brandColor,
      }),
      durationField(),
    );
}

function briefField(): LabelBuilder {
  const input = new TextInputBuilder()
    .setCustomId(FIELDS.text)
    .setStyle(TextInputStyle.Paragraph)
    .setMaxLength(LONGEST.text)
    .setPlaceholder('For example: Our cold-brew coffee in a can, for people on the go. Call to action: Try it today');
  return new LabelBuilder()
    .setLabel('What is the ad about?')
    .setDescription('The product, what is good about it, who it is for, and what people are to do.')
    .setTextInputComponent(input);
}

function photoField(): LabelBuilder {
  const upload = new FileUploadBuilder()
    .setCustomId(FIELDS.photo)
    .setMaxValues(MOST_PHOTOS)
    .setRequired(false)
    .setFileTypes('image');
  return new LabelBuilder()
    .setLabel('Product photo')
    .setDescription('PNG, JPG or WebP, the whole product in the picture. You can also send it in the thread later.')
    .setFileUploadComponent(upload);
}

type Words = { readonly example: string; readonly max: number; readonly initial: string | undefined };

function words(name: string, label: string, { example, max, initial }: Words): LabelBuilder {
  const input = new TextInputBuilder()
    .setCustomId(name)
    .setStyle(TextInputStyle.Short)
    .setMaxLength(max)
    .setPlaceholder(`For example: ${example}`)
    .setRequired(false);
  if (initial) input.setValue(initial.slice(0, max));
  return new LabelBuilder().setLabel(label).setTextInputComponent(input);
}

function durationField(): LabelBuilder {
  const options = SECONDS.map((seconds) => ({
    label: `${seconds} seconds`,
    value: String(seconds),
    default: seconds === USUAL_SECONDS,
  }));
  const select = new StringSelectMenuBuilder().setCustomId(FIELDS.duration).addOptions(options).setRequired(false);
  return new LabelBuilder().setLabel('Length').setStringSelectMenuComponent(select);
}
