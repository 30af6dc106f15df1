import { array, byType, flag, needs, object, type Rule, text, type } from './rule.ts';

/** The small objects that blocks and elements are put together from. */
export const plainText = (max: number): Rule =>
  byType({ plain_text: object({ 'type!': type('plain_text'), 'text!': text({ min: 1, max }), emoji: flag }) });

export const mrkdwn = (max: number): Rule =>
  byType({ mrkdwn: object({ 'type!': type('mrkdwn'), 'text!': text({ min: 1, max }), verbatim: flag }) });

export const anyText =
  (max: number): Rule =>
  (value, at) => {
    const isMrkdwn = typeof value === 'object' && value !== null && 'type' in value && value.type === 'mrkdwn';
    return (isMrkdwn ? mrkdwn(max) : plainText(max))(value, at);
  };

export const id: Rule = text({ min: 1, max: 255 });
export const url: Rule = text({ max: 3000, pattern: /^[a-z][a-z0-9+.-]*:\S+$/i });
export const style: Rule = text({ oneOf: ['primary', 'danger'] });

export const confirm: Rule = object({
  title: plainText(100),
  'text!': anyText(300),
  confirm: plainText(30),
  deny: plainText(30),
  style,
});

const optionOf = (label: Rule, more: Record<string, Rule> = {}): Rule =>
  object({ 'text!': label, 'value!': text({ max: 150 }), description: plainText(75), ...more });

/** Menus take plain text only; checkboxes and radio buttons may be formatted; overflow entries may be links. */
export const menuOption = optionOf(plainText(75));
export const boxOption = optionOf(anyText(75), { description: anyText(75) });
export const overflowOption = object({
  'text!': plainText(75),
  value: text({ max: 150 }),
  description: plainText(75),
  url,
});

export const optionGroup: Rule = object({ 'label!': plainText(75), 'options!': array(menuOption, 1, 100) });

export const conversationFilter: Rule = object(
  {
    include: array(text({ oneOf: ['im', 'mpim', 'private', 'public'] }), 1),
    exclude_external_shared_channels: flag,
    exclude_bot_users: flag,
  },
  needs('any', 'include', 'exclude_external_shared_channels', 'exclude_bot_users'),
);

export const dispatchConfig: Rule = object({
  trigger_actions_on: array(text({ oneOf: ['on_enter_pressed', 'on_character_entered'] }), 1, 2),
});

const slackFile: Rule = object({ id: text(), url }, needs('one', 'id', 'url'));

export const imageFields = { 'alt_text!': text({ min: 1, max: 2000 }), image_url: url, slack_file: slackFile };

export const imageElement: Rule = object(
  { 'type!': type('image'), ...imageFields },
  needs('one', 'image_url', 'slack_file'),
);
