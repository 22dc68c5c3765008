/** A form as a person has it open: its fields by their labels, and what sending it tells the app. */
import type { APIComponentInLabel, APIModalInteractionResponseCallbackData } from 'discord-api-types/v10';
import { ComponentType, InteractionType } from 'discord-api-types/v10';
import { type Desk, need } from './desk.ts';
import type { Upload } from './files.ts';
import { attachmentsOf, giveFile } from './given-file.ts';
import { startInteraction } from './interactions.ts';
import type { Outcome } from './outcome.ts';
import type { Interaction, StoredFile } from './world.ts';

/** Text; labels of chosen options; files; ticked or not. */
export type FormValue = string | readonly string[] | readonly Upload[] | boolean;

export type OpenForm = {
  readonly title: string;
  readonly customId: string;
  readonly fields: readonly {
    readonly label: string;
    readonly description: string;
    readonly customId: string;
    readonly kind: FieldKind;
    readonly isRequired: boolean;
    readonly value: string;
    readonly options: readonly string[];
  }[];
  /** By label. Throws where Discord's window would not let the person send it. A form can be sent again after a failure. */
  readonly submit: (values: Readonly<Record<string, FormValue>>) => Promise<Outcome>;
};

const KINDS = {
  [ComponentType.TextInput]: 'text',
  [ComponentType.StringSelect]: 'select',
  [ComponentType.UserSelect]: 'people',
  [ComponentType.RoleSelect]: 'roles',
  [ComponentType.MentionableSelect]: 'people or roles',
  [ComponentType.ChannelSelect]: 'channels',
  [ComponentType.FileUpload]: 'files',
  [ComponentType.RadioGroup]: 'radio',
  [ComponentType.CheckboxGroup]: 'checkboxes',
  [ComponentType.Checkbox]: 'checkbox',
} as const;

export type FieldKind = (typeof KINDS)[keyof typeof KINDS];

type Field = { readonly label: string; readonly description: string; readonly id: number; readonly component: Control };
type Control = APIComponentInLabel & { readonly custom_id: string };

export function openForm(
  desk: Desk,
  outcomeOf: (interaction: Interaction) => Promise<Outcome>,
  opener: Interaction,
  form: APIModalInteractionResponseCallbackData,
): OpenForm {
  const fields = fieldsOf(form);
  return {
    title: form.title,
    customId: form.custom_id,
    fields: fields.map(({ label, description, component }) => ({
      label,
      description,
      customId: component.custom_id,
      kind: KINDS[component.type],
      isRequired: isRequired(component),
      value: 'value' in component ? (component.value ?? '') : '',
      options: optionsOf(component).map((option) => option.label),
    })),
    submit: async (values) => {
      const unknown = Object.keys(values).find((label) => !fields.some((field) => field.label === label));
      if (unknown !== undefined) throw new Error(`The form "${form.title}" has no field "${unknown}".`);
      const files: StoredFile[] = [];
      const components = fields.map(({ label, id, component }) => ({
        type: ComponentType.Label,
        id,
        component: filled(desk, opener, component, label, values[label], files),
      }));
      const channel = need(desk.channels.get(opener.channel), 'channel of the form');
      const message = channel.messages.find((one) => one.id === opener.message) ?? null;
      const data = {
        custom_id: form.custom_id,
        components,
        ...(files.length > 0 ? { resolved: { attachments: attachmentsOf(desk, files) } } : {}),
      };
      const isOnMessage = opener.type === InteractionType.MessageComponent;
      const interaction = startInteraction(desk, {
        type: InteractionType.ModalSubmit,
        user: opener.user,
        channel,
        data,
        words: `form ${form.title}`,
        message: isOnMessage ? message : null,
        opener,
      });
      return outcomeOf(interaction);
    },
  };
}

function fieldsOf(form: APIModalInteractionResponseCallbackData): Field[] {
  return form.components.flatMap((one, index): Field[] => {
    if (one.type === ComponentType.Label)
      return [
        {
          label: one.label,
          description: one.description ?? '',
          id: one.id ?? index * 2 + 1,
          component: one.component as Control,
        },
      ]; // all have an id
    if (one.type !== ComponentType.ActionRow) return [];
    return one.components.map((input) => ({
      label: input.label ?? '',
      description: '',
      id: index * 2 + 1,
      component: input,
    }));
  });
}

function isRequired(component: Control): boolean {
  return component.type !== ComponentType.Checkbox && (component.required ?? true);
}

function optionsOf(component: Control): readonly { readonly label: string; readonly value: string }[] {
  return 'options' in component ? component.options : [];
}

/** As Discord's window sends it; what it would not send is the test's mistake. */
function filled(
  desk: Desk,
  opener: Interaction,
  component: Control,
  label: string,
  value: FormValue | undefined,
  files: StoredFile[],
) {
  const { type, custom_id } = component;
  const shape = { type, custom_id, id: component.id ?? 0 };
  const fail = (words: string): never => {
    throw new Error(`"${label}" ${words}.`);
  };
  const isEmpty = value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
  if (isEmpty && isRequired(component) && !('value' in component && component.value)) return fail('must be filled in');
  switch (component.type) {
    case ComponentType.TextInput: {
      const text = typeof value === 'string' ? value : (component.value ?? '');
      if (text.length > (component.max_length ?? 4000)) return fail('is too long');
      if (text !== '' && text.length < (component.min_length ?? 0)) return fail('is too short');
      return { ...shape, value: text };
    }
    case ComponentType.FileUpload: {
      const uploads = (Array.isArray(value) ? value : []) as readonly Upload[]; // a file field takes nothing else
      if (uploads.length > (component.max_values ?? 1)) return fail('takes fewer files');
      const limits = { types: component.file_types, maxFileBytes: opener.maxFileBytes };
      const given = uploads.map((upload) => giveFile(desk, opener.channel, upload, limits));
      files.push(...given);
      return { ...shape, values: given.map(({ id }) => id) };
    }
    case ComponentType.Checkbox:
      return { ...shape, value: value === true };
    case ComponentType.StringSelect:
    case ComponentType.RadioGroup:
    case ComponentType.CheckboxGroup: {
      const wanted = (isEmpty ? [] : [value].flat()) as readonly string[]; // labels of options
      const chosen = wanted.map(
        (one) => optionsOf(component).find((option) => option.label === one)?.value ?? fail(`has no option ${one}`),
      );
      return component.type === ComponentType.RadioGroup
        ? { ...shape, value: chosen[0] ?? null }
        : { ...shape, values: chosen };
    }
    default:
      return { ...shape, values: (isEmpty ? [] : [value].flat()) as readonly string[] }; // ids of people, roles, channels
  }
}
