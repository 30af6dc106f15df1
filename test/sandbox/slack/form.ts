import { type Fields, fields, isFields, list, string } from './json.ts';

/** What a person can fill in or press in a list of blocks, and the state Slack reports of it. */
export interface Control {
  block: Fields;
  element: Fields;
  blockId: string;
  actionId: string;
  /** What the person reads on or above it. */
  label: string;
}

/** The interactive elements of some blocks, in reading order. */
export function controlsOf(blocks: Fields[]): Control[] {
  return blocks.flatMap((block) => {
    const elements = [
      ...list([block.accessory]),
      ...list(block.elements),
      ...list([block.element]),
      ...list(block.actions),
    ];
    const own = elements
      .filter((element) => typeof element.action_id === 'string' && typeof element.type === 'string')
      .map((element) => ({
        block,
        element,
        blockId: string(block.block_id),
        actionId: string(element.action_id),
        label: textOf(block.label) || textOf(element.text) || textOf(element.placeholder) || string(element.action_id),
      }));
    const inner = block.type === 'carousel' ? list(block.elements) : list(block.child_blocks);
    return [...own, ...controlsOf(inner)];
  });
}

export const textOf = (text: unknown): string => (isFields(text) ? string(text.text) : '');

/** The choices of a menu, groups opened up. */
export const optionsOf = (element: Fields): Fields[] => [
  ...list(element.options),
  ...list(element.option_groups).flatMap((group) => list(group.options)),
];

/** Buttons and overflow menus have nothing to remember; everything else has a value. */
const hasState = (type: string): boolean =>
  !['button', 'overflow', 'workflow_button', 'icon_button', 'feedback_buttons'].includes(type);

export function initialState(blocks: Fields[]): Record<string, Record<string, Fields>> {
  const state: Record<string, Record<string, Fields>> = {};
  for (const { blockId, actionId, element } of controlsOf(blocks)) {
    const type = string(element.type);
    if (!hasState(type)) continue;
    const actions = state[blockId] ?? {};
    actions[actionId] = initialValue(type, element);
    state[blockId] = actions;
  }
  return state;
}

function initialValue(type: string, element: Fields): Fields {
  const key = valueKey(type);
  const initial = element[key === 'value' ? 'initial_value' : key.replace('selected', 'initial')];
  if (initial !== undefined) return { type, [key]: initial };
  return { type, [key]: key.endsWith('s') && key !== 'value' ? [] : null };
}

/** Under which name Slack reports what was chosen in an element of this type. */
export function valueKey(type: string): string {
  const keys: Record<string, string> = {
    static_select: 'selected_option',
    external_select: 'selected_option',
    radio_buttons: 'selected_option',
    overflow: 'selected_option',
    multi_static_select: 'selected_options',
    multi_external_select: 'selected_options',
    checkboxes: 'selected_options',
    users_select: 'selected_user',
    multi_users_select: 'selected_users',
    conversations_select: 'selected_conversation',
    multi_conversations_select: 'selected_conversations',
    channels_select: 'selected_channel',
    multi_channels_select: 'selected_channels',
    datepicker: 'selected_date',
    timepicker: 'selected_time',
    datetimepicker: 'selected_date_time',
    rich_text_input: 'rich_text_value',
    file_input: 'files',
  };
  return keys[type] ?? 'value';
}

/** Turns what a person chose, by what they read or by its value, into what Slack reports. */
export function chosen(element: Fields, value: string | string[]): Fields {
  const type = string(element.type);
  const key = valueKey(type);
  const values = Array.isArray(value) ? value : [value];
  if (key === 'selected_option') return { type, [key]: values[0] ? optionNamed(element, values[0]) : null };
  if (key === 'selected_options') return { type, [key]: values.map((one) => optionNamed(element, one)) };
  if (key === 'rich_text_value') return { type, [key]: richText(values[0] ?? '') };
  if (key === 'selected_date_time') return { type, [key]: Number(values[0]) };
  if (key.endsWith('s')) return { type, [key]: values };
  return { type, [key]: values[0] || null };
}

function optionNamed(element: Fields, wanted: string): Fields {
  const options = optionsOf(element);
  const found = options.find((option) => textOf(option.text) === wanted || option.value === wanted);
  if (found) return found;
  // Options the app offers while one types are not in the view; the person picked one of those.
  if (string(element.type).includes('external')) return { text: { type: 'plain_text', text: wanted }, value: wanted };
  throw new Error(`No option "${wanted}" among: ${options.map((one) => textOf(one.text)).join(', ')}`);
}

const richText = (text: string): Fields => ({
  type: 'rich_text',
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
});

/** What Slack's own client would refuse to send, by block: empty required fields, and texts too short or too long. */
export function clientErrors(blocks: Fields[], state: Record<string, Record<string, Fields>>): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { block, element, blockId, actionId } of controlsOf(blocks)) {
    if (block.type !== 'input') continue;
    const type = string(element.type);
    const value = fields(state[blockId]?.[actionId])[valueKey(type)];
    const empty = value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
    if (empty && block.optional !== true) errors[blockId] = 'Please complete this required field.';
    if (typeof value !== 'string' || empty) continue;
    if (typeof element.min_length === 'number' && value.length < element.min_length) {
      errors[blockId] = `Please enter at least ${element.min_length} characters.`;
    }
    if (typeof element.max_length === 'number' && value.length > element.max_length) {
      errors[blockId] = `Please enter at most ${element.max_length} characters.`;
    }
  }
  return errors;
}

/** Values are named by label, block id or action id. */
export function fillIn(
  blocks: Fields[],
  state: Record<string, Record<string, Fields>>,
  values: Record<string, string | string[]>,
): void {
  const controls = controlsOf(blocks);
  for (const [name, value] of Object.entries(values)) {
    const control = controls.find((one) => [one.label, one.blockId, one.actionId].includes(name));
    if (!control)
      throw new Error(
        `Nothing to fill in is called "${name}". There are: ${controls.map((one) => one.label).join(', ')}`,
      );
    state[control.blockId] = { ...state[control.blockId], [control.actionId]: chosen(control.element, value) };
  }
}
