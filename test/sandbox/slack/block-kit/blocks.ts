import type { Fields } from '../json.ts';
import { anyText, id, imageElement, imageFields, mrkdwn, plainText, url } from './composition.ts';
import { inActions, inCard, inContextActions, inInput, inSection } from './elements.ts';
import { richText } from './rich-text.ts';
import { array, byType, flag, integer, needs, number, object, type Problem, type Rule, text, type } from './rule.ts';

const block = (name: string, shape: Record<string, Rule>, also?: (value: Fields, at: string) => Problem[]): Rule =>
  object({ 'type!': type(name), block_id: id, ...shape }, also);

const cell = byType({
  raw_text: object({ 'type!': type('raw_text'), 'text!': text({ min: 1 }) }),
  raw_number: object({ 'type!': type('raw_number'), 'value!': number, 'text!': text({ min: 1 }) }),
  rich_text: richText,
});

const taskCard = block('task_card', {
  'task_id!': text({ min: 1 }),
  'title!': text({ min: 1 }),
  'status!': text({ oneOf: ['pending', 'in_progress', 'complete', 'error'] }),
  details: richText,
  output: richText,
  sources: array(object({ 'type!': type('url'), 'url!': url, 'text!': text({ min: 1 }) }), 0),
});

const card = block(
  'card',
  {
    hero_image: imageElement,
    icon: imageElement,
    title: mrkdwn(150),
    subtitle: mrkdwn(150),
    body: mrkdwn(200),
    actions: array(inCard, 1, 2),
  },
  needs('any', 'hero_image', 'title', 'actions', 'body'),
);

const simple: Record<string, Rule> = {
  actions: block('actions', { 'elements!': array(inActions, 1, 25) }),
  context: block('context', { 'elements!': array(contextElement, 1, 10) }),
  divider: block('divider', {}),
  header: block('header', { 'text!': plainText(150), level: integer(1, 4) }),
  image: block('image', { ...imageFields, title: plainText(2000) }, needs('one', 'image_url', 'slack_file')),
  input: block('input', {
    'label!': plainText(2000),
    'element!': inInput,
    hint: plainText(2000),
    optional: flag,
    dispatch_action: flag,
  }),
  rich_text: richText,
  section: block(
    'section',
    { text: anyText(3000), fields: array(anyText(2000), 1, 10), accessory: inSection, expand: flag },
    needs('any', 'text', 'fields'),
  ),
};

function contextElement(value: unknown, at: string): Problem[] {
  const isImage = typeof value === 'object' && value !== null && 'type' in value && value.type === 'image';
  return (isImage ? imageElement : anyText(3000))(value, at);
}

const table = block('table', {
  'rows!': array(array(cell, 1, 20), 1, 100),
  column_settings: array(object({ align: text({ oneOf: ['left', 'center', 'right'] }), is_wrapped: flag }), 0, 20),
});

const container = block(
  'container',
  {
    title: plainText(150),
    rich_text_title: richText,
    subtitle: anyText(150),
    'child_blocks!': array(byType({ ...simple, table }), 1, 10),
    width: text({ oneOf: ['narrow', 'standard', 'wide', 'full'] }),
    icon: imageElement,
    is_collapsible: flag,
    default_collapsed: flag,
    has_header_divider: flag,
  },
  needs('any', 'title', 'rich_text_title'),
);

const dataTable = block(
  'data_table',
  {
    // One row of headings above at most a hundred of data.
    'rows!': array(array(cell, 1, 20), 2, 101),
    'caption!': text({ min: 1 }),
    page_size: integer(1, 100),
    row_header_column_index: integer(0, 19),
  },
  sameWidth,
);

function sameWidth(value: Fields, at: string): Problem[] {
  const rows = Array.isArray(value.rows) ? value.rows : [];
  const widths = new Set(rows.map((row) => (Array.isArray(row) ? row.length : 0)));
  const letters = JSON.stringify(rows).length;
  return [
    ...(widths.size > 1 ? [{ message: 'all rows must have the same number of cells', pointer: `${at}/rows` }] : []),
    ...(letters > 10_000 ? [{ message: 'must be less than 10001 characters in total', pointer: `${at}/rows` }] : []),
  ];
}

const points = (most: number) => array(object({ 'label!': text({ min: 1, max: 20 }), 'value!': number }), 1, most);

const plotted = (name: string): Rule =>
  object(
    {
      'type!': type(name),
      'series!': array(object({ 'name!': text({ min: 1, max: 20 }), 'data!': points(20) }), 1, 6),
      'axis_config!': object({
        'categories!': array(text({ min: 1, max: 20 }), 1, 20),
        x_label: text({ max: 50 }),
        y_label: text({ max: 50 }),
      }),
    },
    onePointPerCategory,
  );

function onePointPerCategory(value: Fields, at: string): Problem[] {
  const series = Array.isArray(value.series) ? (value.series as Fields[]) : [];
  const axis = value.axis_config as Fields | undefined;
  const categories = JSON.stringify(axis?.categories ?? []);
  const labels = (one: Fields) => (Array.isArray(one.data) ? one.data.map((each: Fields) => each.label) : []);
  return [
    ...(new Set(series.map(({ name }) => name)).size < series.length
      ? [{ message: 'series names must be unique', pointer: `${at}/series` }]
      : []),
    ...(series.some((one) => JSON.stringify(labels(one)) !== categories)
      ? [{ message: 'every series must have one point per category', pointer: `${at}/series` }]
      : []),
  ];
}

const dataVisualization = block('data_visualization', {
  'title!': text({ min: 1, max: 50 }),
  'chart!': byType({
    line: plotted('line'),
    bar: plotted('bar'),
    area: plotted('area'),
    pie: object({ 'type!': type('pie'), 'segments!': points(6) }),
  }),
});

const shared: Record<string, Rule> = { ...simple, container };
const cards: Record<string, Rule> = {
  card,
  carousel: block('carousel', { 'elements!': array(byType({ card }), 1, 10) }),
};

/** Which blocks may stand on which surface; where sources disagree, the stricter one is followed. */
export const onSurface = {
  message: byType({
    ...shared,
    ...cards,
    table,
    data_table: dataTable,
    data_visualization: dataVisualization,
    task_card: taskCard,
    plan: block('plan', { 'title!': text({ min: 1 }), tasks: array(byType({ task_card: taskCard }), 0) }),
    context_actions: block('context_actions', { 'elements!': array(inContextActions, 1, 5) }),
    markdown: block('markdown', { 'text!': text({ min: 1, max: 12_000 }) }),
  }),
  modal: byType({
    ...shared,
    alert: block('alert', {
      'text!': anyText(3000),
      level: text({ oneOf: ['default', 'info', 'warning', 'error', 'success'] }),
    }),
  }),
  home: byType({ ...shared, ...cards }),
};
