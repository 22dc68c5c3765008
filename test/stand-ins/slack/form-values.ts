/** What a person fills into a form, as Slack's `state.values`, with the checks that Slack's own client makes. */
import type { AnyBlock } from '@slack/types';
import { type Control, showBlocks } from './seen.ts';
import type { Team } from './world.ts';

/** By label (what people see) or action id. Words for fields and options, lists for several, uploads for files. */
export type Filled = Readonly<Record<string, FilledValue>>;
export type FilledValue = string | number | null | readonly string[] | readonly object[];

export type Values = Record<string, Record<string, Record<string, unknown>>>;

/** `problems`: why Slack's client would not let it go, in words. `upload` turns a file into Slack's facts of it. */
export function formValues(
  blocks: readonly AnyBlock[],
  team: Team,
  filled: Filled,
  { upload, from }: { readonly upload: (given: object) => object; readonly from: string | null },
): { readonly values: Values; readonly problems: readonly string[] } {
  const controls = showBlocks(blocks, team).controls.filter(({ type }) => type !== 'button' && type !== 'overflow');
  const unknown = Object.keys(filled).filter((name) => !controls.some((control) => isCalled(control, name)));
  const values: Values = {};
  const problems = unknown.map((name) => `there is no field ${name}`);
  for (const control of controls) {
    const name = Object.keys(filled).find((one) => isCalled(control, one));
    const given = name === undefined ? undefined : filled[name];
    const state = given === undefined ? initialOf(control, team, from) : stateOf(control, given, upload, problems);
    problems.push(...problemsOf(control, state));
    values[control.blockId] = { ...values[control.blockId], [control.actionId]: { type: control.type, ...state } };
  }
  return { values, problems };
}

function isCalled({ label, actionId }: Control, name: string): boolean {
  return label === name || actionId === name;
}

type State = Readonly<Record<string, unknown>>;

const ONE: Readonly<Record<string, string>> = {
  users_select: 'selected_user',
  conversations_select: 'selected_conversation',
  channels_select: 'selected_channel',
  datepicker: 'selected_date',
  timepicker: 'selected_time',
  datetimepicker: 'selected_date_time',
  static_select: 'selected_option',
  radio_buttons: 'selected_option',
};

const SEVERAL: Readonly<Record<string, string>> = {
  multi_users_select: 'selected_users',
  multi_conversations_select: 'selected_conversations',
  multi_channels_select: 'selected_channels',
  multi_static_select: 'selected_options',
  checkboxes: 'selected_options',
};

function initialOf({ type, element }: Control, team: Team, from: string | null): State {
  if (type === 'conversations_select' && element.default_to_current_conversation === true) {
    const { include } = (element.filter ?? {}) as { include?: readonly string[] }; // checked when it came
    const kind = team.channels.get(from ?? '')?.kind;
    const isOffered = kind !== undefined && (include?.includes(kind) ?? true);
    return { selected_conversation: isOffered ? from : (element.initial_conversation ?? null) };
  }
  const one = ONE[type];
  const several = SEVERAL[type];
  if (one) return { [one]: element[one.replace('selected_', 'initial_')] ?? null };
  if (several) return { [several]: element[several.replace('selected_', 'initial_')] ?? [] };
  if (type === 'file_input') return { files: [] };
  return { value: element.initial_value ?? null };
}

/** What Slack sends of one menu or field that somebody has filled in; what was wrong with it goes to `problems`. */
export function stateOf(
  control: Control,
  given: FilledValue,
  upload: (given: object) => object,
  problems: string[],
): State {
  const { type } = control;
  const one = ONE[type];
  const several = SEVERAL[type];
  const list: readonly unknown[] = Array.isArray(given) ? given : given === null ? [] : [given];
  if (one === 'selected_option') return { [one]: given === null ? null : optionOf(control, given, problems) };
  if (several === 'selected_options') return { [several]: list.map((each) => optionOf(control, each, problems)) };
  if (one) return { [one]: given };
  if (several) return { [several]: list };
  if (type === 'file_input') {
    for (const each of list) problems.push(...fileProblems(control, String((each as { name?: unknown }).name ?? ''))); // an upload has a name
    return { files: problems.length > 0 ? [] : list.map((each) => upload(each as object)) }; // uploads, by the type of what is filled in
  }
  return { value: given === null || given === '' ? null : String(given) };
}

function optionOf(control: Control, given: unknown, problems: string[]): unknown {
  const options = control.options.map((option) => ({ ...option, whole: wholeOption(control, option.value) }));
  const found = options.find(({ label, value }) => label === given || value === given);
  if (!found)
    problems.push(`${control.label}: no option ${String(given)}, only ${options.map(({ label }) => label).join(', ')}`);
  return found?.whole;
}

/** Slack sends an option's text and value back, and its description where it has one. */
function wholeOption({ element }: Control, value: string): unknown {
  const { options = [], option_groups: groups = [] } = element as {
    options?: { value: string }[];
    option_groups?: { options: { value: string }[] }[];
  }; // checked when it came
  return [...options, ...groups.flatMap((group) => group.options)].find((option) => option.value === value);
}

function fileProblems({ label, element }: Control, name: string): string[] {
  const types = element.filetypes;
  const extension = name.split('.').at(-1)?.toLowerCase() ?? '';
  return Array.isArray(types) && !types.includes(extension)
    ? [`${label}: files of the type ${extension} are not taken`]
    : [];
}

function problemsOf(control: Control, state: State): string[] {
  const { label, type, element } = control;
  const filled = Object.values(state)[0];
  const isEmpty =
    filled === null || filled === undefined || filled === '' || (Array.isArray(filled) && filled.length === 0);
  if (isEmpty) return control.isRequired ? [`${label}: please complete this required field`] : [];
  const text = typeof filled === 'string' ? filled : '';
  const number = (name: string) => (element[name] === undefined ? null : Number(element[name]));
  const most = number('max_length') ?? (type === 'plain_text_input' ? 3000 : null);
  const problems = [
    most !== null && text.length > most ? `at most ${most} characters` : '',
    text.length < (number('min_length') ?? 0) ? `at least ${number('min_length')} characters` : '',
    Array.isArray(filled) &&
    filled.length > (number('max_files') ?? number('max_selected_items') ?? (type === 'file_input' ? 10 : 1000))
      ? 'too many'
      : '',
    type === 'url_text_input' && !URL.canParse(text) ? 'not a valid URL' : '',
    type === 'email_text_input' && !/^\S+@\S+\.\S+$/.test(text) ? 'not a valid email address' : '',
    type === 'number_input' && !isNumber(text, element.is_decimal_allowed === true) ? 'not a number' : '',
    type === 'number_input' &&
    (Number(text) < (number('min_value') ?? -Infinity) || Number(text) > (number('max_value') ?? Infinity))
      ? `between ${number('min_value')} and ${number('max_value')}`
      : '',
  ];
  return problems.filter((problem) => problem !== '').map((problem) => `${label}: ${problem}`);
}

function isNumber(text: string, isDecimalAllowed: boolean): boolean {
  return isDecimalAllowed ? /^-?\d+(\.\d+)?$/.test(text) : /^-?\d+$/.test(text);
}
