import { type Fields, list } from '../json.ts';
import {
  boxOption,
  confirm,
  conversationFilter,
  dispatchConfig,
  id,
  imageElement,
  menuOption,
  optionGroup,
  overflowOption,
  plainText,
  style,
  url,
} from './composition.ts';
import { richText } from './rich-text.ts';
import { array, byType, flag, integer, needs, object, type Problem, type Rule, text, type } from './rule.ts';

const placeholder = plainText(150);
const label = text({ max: 75 });

/** An interactive element: its type, its id, and what is its own. */
const element = (name: string, shape: Record<string, Rule>, also?: (value: Fields, at: string) => Problem[]): Rule =>
  object({ 'type!': type(name), action_id: id, ...shape }, also);

const menu = (name: string, shape: Record<string, Rule>, also?: (value: Fields, at: string) => Problem[]): Rule =>
  element(name, { placeholder, confirm, focus_on_load: flag, ...shape }, also);

const ids = array(text({ min: 1 }), 0);
const several = { max_selected_items: integer(1, 1000) };
const conversations = { filter: conversationFilter, default_to_current_conversation: flag };

/** What is chosen beforehand must be one of the choices, letter for letter. */
function initialIsOffered(value: Fields, at: string): Problem[] {
  const offered = [...list(value.options), ...list(value.option_groups).flatMap((group) => list(group.options))];
  const texts = new Set(offered.map((one) => JSON.stringify(one)));
  const initial = [...list([value.initial_option]), ...list(value.initial_options)];
  if (initial.every((one) => texts.has(JSON.stringify(one)))) return [];
  return [{ message: 'initial option must match one of the options exactly', pointer: at }];
}

const both =
  (...checks: ((value: Fields, at: string) => Problem[])[]) =>
  (value: Fields, at: string): Problem[] =>
    checks.flatMap((check) => check(value, at));

const offer = {
  options: array(menuOption, 1, 100),
  option_groups: array(optionGroup, 1, 100),
};
const offered = both(needs('one', 'options', 'option_groups'), initialIsOffered);

const button = element('button', {
  'text!': plainText(75),
  value: text({ max: 2000 }),
  url,
  style,
  confirm,
  accessibility_label: label,
});

const select: Record<string, Rule> = {
  static_select: menu('static_select', { ...offer, initial_option: menuOption }, offered),
  external_select: menu('external_select', { initial_option: menuOption, min_query_length: integer(0, 150) }),
  users_select: menu('users_select', { initial_user: text() }),
  conversations_select: menu('conversations_select', {
    ...conversations,
    initial_conversation: text(),
    response_url_enabled: flag,
  }),
  channels_select: menu('channels_select', { initial_channel: text(), response_url_enabled: flag }),
  multi_static_select: menu(
    'multi_static_select',
    { ...offer, ...several, initial_options: array(menuOption, 1, 100) },
    offered,
  ),
  multi_external_select: menu('multi_external_select', {
    ...several,
    initial_options: array(menuOption, 1, 100),
    min_query_length: integer(0, 150),
  }),
  multi_users_select: menu('multi_users_select', { ...several, initial_users: ids }),
  multi_conversations_select: menu('multi_conversations_select', {
    ...several,
    ...conversations,
    initial_conversations: ids,
  }),
  multi_channels_select: menu('multi_channels_select', { ...several, initial_channels: ids }),
};

const boxes: Record<string, Rule> = {
  checkboxes: element(
    'checkboxes',
    { 'options!': array(boxOption, 1, 10), initial_options: array(boxOption, 1, 10), confirm, focus_on_load: flag },
    initialIsOffered,
  ),
  radio_buttons: element(
    'radio_buttons',
    { 'options!': array(boxOption, 1, 10), initial_option: boxOption, confirm, focus_on_load: flag },
    initialIsOffered,
  ),
};

const dates: Record<string, Rule> = {
  datepicker: menu('datepicker', { initial_date: text({ pattern: /^\d{4}-\d{2}-\d{2}$/ }) }),
  timepicker: menu('timepicker', { initial_time: text({ pattern: /^([01]\d|2[0-3]):[0-5]\d$/ }), timezone: text() }),
};

const datetimepicker = element('datetimepicker', {
  initial_date_time: integer(1e9, 9_999_999_999),
  confirm,
  focus_on_load: flag,
});

const overflow = element('overflow', { 'options!': array(overflowOption, 1, 5), confirm });

const workflowButton = element('workflow_button', {
  'text!': plainText(75),
  'workflow!': object({
    'trigger!': object({
      'url!': url,
      customizable_input_parameters: array(object({ 'name!': text(), 'value!': text() }), 0),
    }),
  }),
  style,
  accessibility_label: label,
});

const typed = { placeholder, dispatch_action_config: dispatchConfig, focus_on_load: flag };

const richTextInput = element('rich_text_input', {
  ...typed,
  initial_value: richText,
  min_lines: integer(1, 100),
  max_lines: integer(1, 100),
});

const inputs: Record<string, Rule> = {
  plain_text_input: element('plain_text_input', {
    ...typed,
    initial_value: text({ max: 3000 }),
    multiline: flag,
    min_length: integer(0, 3000),
    max_length: integer(1, 3000),
  }),
  email_text_input: element('email_text_input', { ...typed, initial_value: text() }),
  url_text_input: element('url_text_input', { ...typed, initial_value: text() }),
  number_input: element('number_input', {
    ...typed,
    'is_decimal_allowed!': flag,
    initial_value: text(),
    min_value: text(),
    max_value: text(),
  }),
  file_input: element('file_input', { filetypes: array(text(), 1), max_files: integer(1, 10) }),
};

const feedbackSide = object({ 'text!': plainText(75), 'value!': text({ max: 2000 }), accessibility_label: label });

/** Which elements may stand where. */
export const inSection = byType({
  button,
  overflow,
  image: imageElement,
  workflow_button: workflowButton,
  ...select,
  ...boxes,
  ...dates,
});

export const inActions = byType({
  button,
  overflow,
  workflow_button: workflowButton,
  datetimepicker,
  rich_text_input: richTextInput,
  ...select,
  ...boxes,
  ...dates,
});

export const inInput = byType({
  ...inputs,
  rich_text_input: richTextInput,
  datetimepicker,
  ...select,
  ...boxes,
  ...dates,
});

export const inContextActions = byType({
  feedback_buttons: element('feedback_buttons', { 'positive_button!': feedbackSide, 'negative_button!': feedbackSide }),
  icon_button: element('icon_button', {
    'icon!': text({ oneOf: ['trash'] }),
    'text!': plainText(75),
    value: text({ max: 2000 }),
    confirm,
    accessibility_label: label,
    visible_to_user_ids: ids,
  }),
});

export const inCard = byType({ button });
