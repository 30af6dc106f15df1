import { array, byType, flag, integer, number, object, type Rule, text, type } from './rule.ts';

/** Rich text: four containers, ten kinds of leaves, nothing parsed and nothing escaped. */
const style: Rule = object({ bold: flag, code: flag, italic: flag, strike: flag, underline: flag });

const leaf = (name: string, shape: Record<string, Rule>): Record<string, Rule> => ({
  [name]: object({ 'type!': type(name), style, ...shape }),
});

const some = text({ min: 1 });

const leaves: Record<string, Rule> = {
  ...leaf('text', { 'text!': some }),
  ...leaf('link', { 'url!': some, text: text(), unsafe: flag }),
  ...leaf('user', { 'user_id!': some }),
  ...leaf('usergroup', { 'usergroup_id!': some }),
  ...leaf('channel', { 'channel_id!': some }),
  ...leaf('team', { 'team_id!': some }),
  ...leaf('emoji', { 'name!': some, unicode: text(), url: text() }),
  ...leaf('date', { 'timestamp!': number, 'format!': some, url: text(), fallback: text() }),
  ...leaf('broadcast', { 'range!': text({ oneOf: ['here', 'channel', 'everyone'] }) }),
  ...leaf('color', { 'value!': some }),
};

const { text: plain = () => [], link = () => [] } = leaves;
const border = integer(0, 1);
const section: Rule = object({ 'type!': type('rich_text_section'), 'elements!': array(byType(leaves), 0) });

export const richText: Rule = object({
  'type!': type('rich_text'),
  block_id: text({ min: 1, max: 255 }),
  'elements!': array(
    byType({
      rich_text_section: section,
      rich_text_quote: object({ 'type!': type('rich_text_quote'), 'elements!': array(byType(leaves), 0), border }),
      rich_text_preformatted: object({
        'type!': type('rich_text_preformatted'),
        'elements!': array(byType({ text: plain, link }), 0),
        border,
        language: text(),
      }),
      rich_text_list: object({
        'type!': type('rich_text_list'),
        'elements!': array(byType({ rich_text_section: section }), 0),
        'style!': text({ oneOf: ['bullet', 'ordered'] }),
        indent: integer(0, 8),
        offset: integer(0, 10_000),
        border,
      }),
    }),
    0,
  ),
});
