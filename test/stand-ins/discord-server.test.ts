import {
  ApplicationCommandType,
  ButtonBuilder,
  ButtonStyle,
  ContainerBuilder,
  ContextMenuCommandBuilder,
  Events,
  FileUploadBuilder,
  LabelBuilder,
  type Message,
  MessageFlags,
  ModalBuilder,
  SlashCommandBuilder,
  StringSelectMenuBuilder,
  TextInputBuilder,
  TextInputStyle,
  ThreadChannel,
} from 'discord.js';
import { afterEach, describe, expect, it } from 'vitest';
import { startBot, type TestBot } from './discord/bot-for-tests.ts';
import { type Discord, type DiscordOptions, startDiscord } from './discord/discord-server.ts';
import { ACME, GLOBEX } from './discord/seeds.ts';

const ADS: string = ACME.channels[0].id;
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAIAAAA2iEnWAAAAEElEQVR4nGP8zwACTGCSAQANHQEDgslx/wAAAABJRU5ErkJggg==',
  'base64',
);

const COMMANDS = [
  new SlashCommandBuilder()
    .setName('ad')
    .setDescription('Makes ads')
    .addSubcommand((sub) =>
      sub
        .setName('create')
        .setDescription('A new one')
        .addStringOption((option) => option.setName('brief').setDescription('What about').setRequired(true))
        .addStringOption((option) => option.setName('colour').setDescription('Which').setAutocomplete(true))
        .addAttachmentOption((option) => option.setName('image').setDescription('The product')),
    )
    .addSubcommand((sub) =>
      sub.setName('form').setDescription('By a form').setDescriptionLocalization('de', 'Mit Formular'),
    ),
  new ContextMenuCommandBuilder().setName('Make an ad from this').setType(ApplicationCommandType.Message),
].map((command) => command.toJSON());

let open: { readonly close: () => Promise<void> }[] = [];

afterEach(async () => {
  for (const one of open.reverse()) await one.close();
  open = [];
});

async function both(options: DiscordOptions = {}): Promise<{ discord: Discord; bot: TestBot }> {
  const discord = await startDiscord(options);
  open.push(discord);
  const bot = await startBot(discord);
  open.push(bot);
  return { discord, bot };
}

describe('a stand-in of Discord, with the real discord.js', () => {
  it('carries a whole story: a command with a picture, a thread, a card with films, a button, an answer', async () => {
    const { discord, bot } = await both();
    const { client } = bot;
    await client.application.commands.set(COMMANDS, ACME.id);
    const heard: Message[] = [];
    client.on(Events.MessageCreate, (message) => void heard.push(message));
    client.on(Events.InteractionCreate, async (interaction) => {
      if (interaction.isButton()) await interaction.deferUpdate();
      if (!interaction.isChatInputCommand()) return;
      await interaction.deferReply();
      const image = interaction.options.getAttachment('image', true);
      const bytes = Buffer.from(await (await fetch(image.url)).arrayBuffer());
      const reply = await interaction.editReply(
        `An ad about ${interaction.options.getString('brief')}: ${bytes.length} bytes`,
      );
      const thread = await reply.startThread({ name: 'Ad' });
      await thread.send({
        flags: MessageFlags.IsComponentsV2,
        components: [
          new ContainerBuilder()
            .addTextDisplayComponents((text) => text.setContent('Here it is'))
            .addMediaGalleryComponents((gallery) => gallery.addItems({ media: { url: 'attachment://film.mp4' } }))
            .addActionRowComponents((row) =>
              row.addComponents(new ButtonBuilder().setCustomId('keep').setLabel('Keep').setStyle(ButtonStyle.Success)),
            ),
        ],
        files: [{ attachment: Buffer.from('film'), name: 'film.mp4' }],
      });
    });
    const ann = discord.person('ann');
    const outcome = await ann.slash(ADS, 'ad create', { brief: 'tea', image: { name: 'tea.png', bytes: PNG } });
    expect(outcome.kind).toBe('deferred');
    const thread = await discord.until(() => ann.threads(ADS)[0]);
    const card = await discord.until(() => ann.sees(thread.id).find(({ text }) => text === 'Here it is'));
    expect(outcome.message()?.text).toBe(`An ad about tea: ${PNG.length} bytes`);
    expect(card.files.map(({ name, bytes }) => [name, Buffer.from(bytes).toString()])).toEqual([['film.mp4', 'film']]);
    expect(card.buttons).toMatchObject([{ label: 'Keep', style: 'success', isDisabled: false }]);
    await expect(ann.press(card.id, 'Keep')).resolves.toMatchObject({ kind: 'deferred-update' });
    ann.say(thread.id, 'more tea, please', { files: [{ name: 'cup.png', bytes: PNG }] });
    const answer = await discord.until(() => heard.find(({ content }) => content === 'more tea, please'));
    expect(answer.channel).toBeInstanceOf(ThreadChannel);
    expect(answer.attachments.first()).toMatchObject({
      name: 'cup.png',
      width: 2,
      height: 3,
      contentType: 'image/png',
    });
    expect(discord.slowestAnswer()?.afterMs).toBeLessThan(3000);
    expect([discord.faults, bot.errors]).toEqual([[], []]);
  });

  it('has forms with texts, choices and files, from commands and from buttons', async () => {
    const { discord, bot } = await both();
    await bot.client.application.commands.set(COMMANDS);
    bot.client.on(Events.InteractionCreate, async (interaction) => {
      if (interaction.isChatInputCommand()) {
        const modal = new ModalBuilder()
          .setCustomId('brief')
          .setTitle('Brief')
          .addLabelComponents(
            new LabelBuilder()
              .setLabel('Words')
              .setTextInputComponent(
                new TextInputBuilder().setCustomId('words').setStyle(TextInputStyle.Paragraph).setMaxLength(20),
              ),
            new LabelBuilder()
              .setLabel('Length')
              .setStringSelectMenuComponent(
                new StringSelectMenuBuilder().setCustomId('length').addOptions({ label: 'Short', value: '10' }),
              ),
            new LabelBuilder()
              .setLabel('Picture')
              .setFileUploadComponent(new FileUploadBuilder().setCustomId('picture').setRequired(false)),
          );
        await interaction.showModal(modal);
      }
      if (!interaction.isModalSubmit()) return;
      const { fields } = interaction;
      const files = fields.getUploadedFiles('picture');
      const words = [
        fields.getTextInputValue('words'),
        ...fields.getStringSelectValues('length'),
        files?.first()?.name,
      ];
      await interaction.reply({ content: words.join(' '), flags: MessageFlags.Ephemeral });
    });
    const ann = discord.person('ann');
    const { form } = await ann.slash(ADS, 'ad form');
    expect(form?.fields.map(({ label, kind, isRequired }) => [label, kind, isRequired])).toEqual([
      ['Words', 'text', true],
      ['Length', 'select', true],
      ['Picture', 'files', false],
    ]);
    await expect(form?.submit({ Words: 'x'.repeat(21), Length: 'Short' })).rejects.toThrow('"Words" is too long.');
    const sent = await form?.submit({ Words: 'tea', Length: 'Short', Picture: [{ name: 'tea.png', bytes: PNG }] });
    expect(sent?.message()).toMatchObject({ text: 'tea 10 tea.png', isEphemeral: true });
    expect(discord.person('ben').sees(ADS)).toEqual([]);
    expect(discord.faults).toEqual([]);
  });

  it('completes options, opens menus on messages, and speaks the language of people', async () => {
    const { discord, bot } = await both();
    await bot.client.application.commands.set(COMMANDS, ACME.id);
    bot.client.on(Events.InteractionCreate, async (interaction) => {
      if (interaction.isAutocomplete())
        await interaction.respond([{ name: `${interaction.options.getFocused()}ue`, value: '#00f' }]);
      if (interaction.isMessageContextMenuCommand())
        await interaction.reply(`From “${interaction.targetMessage.content}” in ${interaction.locale}`);
    });
    const cat = discord.person('cat');
    expect((await cat.complete(ADS, 'ad create', 'colour', 'bl')).choices).toEqual([{ name: 'blue', value: '#00f' }]);
    const note = cat.say(ADS, 'Tea is good');
    expect((await cat.menu(note.id, 'Make an ad from this')).message()?.text).toBe('From “Tea is good” in de');
    await expect(cat.slash(ADS, 'ad create')).rejects.toThrow('needs "brief"');
  });

  it('tells people that nobody answered, and the app that it was too late', async () => {
    const { discord, bot } = await both({ settings: { answerMs: 50 } });
    await bot.client.application.commands.set(COMMANDS, ACME.id);
    const late = new Promise((resolve) => {
      bot.client.on(Events.InteractionCreate, async (interaction) => {
        if (!interaction.isChatInputCommand()) return;
        await discord.until(() => outcome !== null);
        await interaction.deferReply().catch(resolve);
      });
    });
    let outcome: { readonly kind: string } | null = null;
    outcome = await discord.person('ann').slash(ADS, 'ad form');
    expect(outcome.kind).toBe('failed');
    expect(await late).toMatchObject({ code: 10_062, status: 404 });
    expect(discord.slowestAnswer()).toEqual({ words: '/ad form', afterMs: Number.POSITIVE_INFINITY });
  });

  it('keeps two servers apart, and lets the bot be kicked from one and invited again', async () => {
    const { discord, bot } = await both({ guilds: [ACME, GLOBEX] });
    const { client } = bot;
    expect(client.guilds.cache.map(({ name }) => name).sort()).toEqual(['Acme', 'Globex']);
    await client.application.commands.set(COMMANDS, ACME.id);
    await expect(discord.person('gil').slash(GLOBEX.channels[0].id, 'ad form')).rejects.toThrow('finds no command');
    const left = new Promise((resolve) => client.once(Events.GuildDelete, resolve));
    discord.owner.kick(GLOBEX.id);
    await left;
    await expect(client.rest.get(`/channels/${GLOBEX.channels[0].id}`)).rejects.toMatchObject({
      code: 50_001,
      status: 403,
    });
    const back = new Promise((resolve) => client.once(Events.GuildCreate, resolve));
    discord.owner.invite(GLOBEX.id);
    await back;
    await client.rest.get(`/channels/${GLOBEX.channels[0].id}`);
  });
});
