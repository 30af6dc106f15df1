import { describe, expect, test } from 'vitest';
import { checkBlocks, checkView } from './check.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
const x = (length: number) => 'x'.repeat(length);
const section = (more: object = {}) => ({ type: 'section', text: mrkdwn('x'), ...more });
const button = (more: object = {}) => ({ type: 'button', action_id: 'b', text: plain('Go'), ...more });
const actions = (...elements: object[]) => ({ type: 'actions', elements });
const option = (value: string, more: object = {}) => ({ text: plain(value), value, ...more });
const options = (count: number) => Array.from({ length: count }, (_, index) => option(`o${index}`));
const select = (more: object = {}) => ({ type: 'static_select', action_id: 's', options: options(2), ...more });
const input = (element: object = { type: 'plain_text_input', action_id: 't' }, more: object = {}) => ({
  type: 'input',
  label: plain('Why'),
  element,
  ...more,
});
const rich = (...elements: object[]) => ({ type: 'rich_text', elements });
const raw = (text: string) => ({ type: 'raw_text', text });

const said = (blocks: object[], surface: 'message' | 'modal' | 'home' = 'message') =>
  checkBlocks(blocks, surface).map(({ message, pointer }) => `${pointer} ${message}`);

describe('what Slack accepts', () => {
  test.each<[string, object]>([
    [
      'a section with everything',
      section({ fields: [mrkdwn('a'), plain('b')], accessory: button(), block_id: 'one', expand: true }),
    ],
    ['a section of fields alone', { type: 'section', fields: [mrkdwn('a')] }],
    ['a header of 150', { type: 'header', text: plain(x(150)) }],
    ['a divider', { type: 'divider' }],
    [
      'a context',
      {
        type: 'context',
        elements: [mrkdwn('a'), { type: 'image', image_url: 'https://a.example/b.png', alt_text: 'b' }],
      },
    ],
    ['25 buttons', actions(...Array.from({ length: 25 }, (_, index) => button({ action_id: `b${index}` })))],
    [
      'a button with everything',
      actions(
        button({
          value: x(2000),
          style: 'danger',
          url: 'https://a.example',
          confirm: {
            title: plain('Sure?'),
            text: mrkdwn('x'),
            confirm: plain('Yes'),
            deny: plain('No'),
            style: 'danger',
          },
        }),
      ),
    ],
    ['an overflow menu', section({ accessory: { type: 'overflow', action_id: 'o', options: options(5) } })],
    ['a select', actions(select({ initial_option: option('o1'), placeholder: plain('Choose') }))],
    [
      'a select of groups',
      actions({ type: 'static_select', action_id: 's', option_groups: [{ label: plain('g'), options: options(2) }] }),
    ],
    [
      'pickers',
      actions(
        { type: 'users_select', action_id: 'u' },
        { type: 'datepicker', action_id: 'd', initial_date: '2026-11-23' },
        { type: 'timepicker', action_id: 't', initial_time: '09:30' },
      ),
    ],
    ['an external select', actions({ type: 'external_select', action_id: 'e', min_query_length: 1 })],
    [
      'checkboxes with formatted words',
      input({ type: 'checkboxes', action_id: 'c', options: [{ text: mrkdwn('*a*'), value: 'a' }] }),
    ],
    [
      'rich text',
      rich(
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: 'a', style: { bold: true } },
            { type: 'user', user_id: 'U1' },
          ],
        },
        {
          type: 'rich_text_list',
          style: 'bullet',
          elements: [{ type: 'rich_text_section', elements: [{ type: 'link', url: 'https://a.example' }] }],
        },
      ),
    ],
    [
      'a table',
      {
        type: 'table',
        rows: [
          [raw('a'), raw('b')],
          [raw('c'), rich()],
        ],
        column_settings: [{ align: 'right', is_wrapped: true }],
      },
    ],
    [
      'a data table',
      { type: 'data_table', caption: 'c', rows: [[raw('a')], [{ type: 'raw_number', value: 1, text: '1' }]] },
    ],
    ['markdown', { type: 'markdown', text: x(12_000) }],
  ])('%s', (_what, block) => {
    expect(said([block])).toEqual([]);
  });
});

describe('what Slack refuses, and where', () => {
  test.each<[string, object, string]>([
    ['an unknown block', { type: 'shout' }, '/0/type unsupported type: shout'],
    ['a block without a type', {}, '/0 missing required field: type'],
    ['an unknown field', section({ colour: 'red' }), '/0 invalid additional property: colour'],
    ['an empty section', { type: 'section' }, '/0 needs one of: text, fields'],
    ['an empty text', section({ text: mrkdwn('') }), '/0/text/text must be more than 0 characters'],
    ['a text of 3001', section({ text: mrkdwn(x(3001)) }), '/0/text/text must be less than 3001 characters'],
    ['a field of 2001', section({ fields: [mrkdwn(x(2001))] }), '/0/fields/0/text must be less than 2001 characters'],
    ['eleven fields', section({ fields: Array(11).fill(mrkdwn('a')) }), '/0/fields no more than 10 items allowed'],
    ['a header of 151', { type: 'header', text: plain(x(151)) }, '/0/text/text must be less than 151 characters'],
    ['a formatted header', { type: 'header', text: mrkdwn('a') }, '/0/text/type unsupported type: mrkdwn'],
    [
      'emoji on formatted text',
      section({ text: { ...mrkdwn('a'), emoji: true } }),
      '/0/text invalid additional property: emoji',
    ],
    ['a block id of 256', section({ block_id: x(256) }), '/0/block_id must be less than 256 characters'],
    ['no elements', actions(), '/0/elements no fewer than 1 items allowed'],
    [
      '26 elements',
      actions(...Array.from({ length: 26 }, (_, at) => button({ action_id: `${at}` }))),
      '/0/elements no more than 25 items allowed',
    ],
    [
      'eleven in a context',
      { type: 'context', elements: Array(11).fill(mrkdwn('a')) },
      '/0/elements no more than 10 items allowed',
    ],
    ['a button in a context', { type: 'context', elements: [button()] }, '/0/elements/0/type unsupported type: button'],
    [
      'a button of 76',
      actions(button({ text: plain(x(76)) })),
      '/0/elements/0/text/text must be less than 76 characters',
    ],
    ['a value of 2001', actions(button({ value: x(2001) })), '/0/elements/0/value must be less than 2001 characters'],
    ['a value that is no text', actions(button({ value: 7 })), '/0/elements/0/value must provide a string'],
    ['a button in green', actions(button({ style: 'green' })), '/0/elements/0/style must be one of: primary, danger'],
    [
      'an action id of 256',
      actions(button({ action_id: x(256) })),
      '/0/elements/0/action_id must be less than 256 characters',
    ],
    ['a confirm without text', actions(button({ confirm: {} })), '/0/elements/0/confirm missing required field: text'],
    [
      'a confirm button of 31',
      actions(button({ confirm: { text: plain('a'), deny: plain(x(31)) } })),
      '/0/elements/0/confirm/deny/text must be less than 31 characters',
    ],
    [
      'an image without words',
      { type: 'image', image_url: 'https://a.example/b.png' },
      '/0 missing required field: alt_text',
    ],
    ['an image without source', { type: 'image', alt_text: 'a' }, '/0 needs exactly one of: image_url, slack_file'],
    [
      'six overflow entries',
      section({ accessory: { type: 'overflow', action_id: 'o', options: options(6) } }),
      '/0/accessory/options no more than 5 items allowed',
    ],
    [
      'a hundred and one options',
      actions(select({ options: options(101) })),
      '/0/elements/0/options no more than 100 items allowed',
    ],
    [
      'an option of 76',
      actions(select({ options: [{ text: plain(x(76)), value: 'a' }] })),
      '/0/elements/0/options/0/text/text must be less than 76 characters',
    ],
    [
      'an option value of 151',
      actions(select({ options: [{ text: plain('a'), value: x(151) }] })),
      '/0/elements/0/options/0/value must be less than 151 characters',
    ],
    [
      'options and groups',
      actions(select({ option_groups: [{ label: plain('g'), options: options(1) }] })),
      '/0/elements/0 needs exactly one of: options, option_groups',
    ],
    [
      'a choice that is not offered',
      actions(select({ initial_option: option('other') })),
      '/0/elements/0 initial option must match one of the options exactly',
    ],
    [
      'a placeholder of 151',
      actions(select({ placeholder: plain(x(151)) })),
      '/0/elements/0/placeholder/text must be less than 151 characters',
    ],
    [
      'eleven radio buttons',
      section({ accessory: { type: 'radio_buttons', action_id: 'r', options: options(11) } }),
      '/0/accessory/options no more than 10 items allowed',
    ],
    [
      'a text field among buttons',
      actions({ type: 'plain_text_input', action_id: 't' }),
      '/0/elements/0/type unsupported type: plain_text_input',
    ],
    [
      'a date of another form',
      actions({ type: 'datepicker', action_id: 'd', initial_date: '23.11.2026' }),
      '/0/elements/0/initial_date must match the expected format',
    ],
    ['an input without label', { type: 'input', element: select() }, '/0 missing required field: label'],
    [
      'room for 3001 characters',
      input({ type: 'plain_text_input', action_id: 't', max_length: 3001 }),
      '/0/element/max_length must be an integer between 1 and 3000',
    ],
    [
      'a number field that does not say whether decimals are allowed',
      input({ type: 'number_input', action_id: 'n' }),
      '/0/element missing required field: is_decimal_allowed',
    ],
    [
      'a conversation filter of nothing',
      actions({ type: 'conversations_select', action_id: 'c', filter: {} }),
      '/0/elements/0/filter needs one of: include, exclude_external_shared_channels, exclude_bot_users',
    ],
    ['a file from elsewhere', { type: 'file', external_id: 'a', source: 'remote' }, '/0/type unsupported type: file'],
    [
      'an empty rich text leaf',
      rich({ type: 'rich_text_section', elements: [{ type: 'text', text: '' }] }),
      '/0/elements/0/elements/0/text must be more than 0 characters',
    ],
    [
      'an emoji in preformatted text',
      rich({ type: 'rich_text_preformatted', elements: [{ type: 'emoji', name: 'a' }] }),
      '/0/elements/0/elements/0/type unsupported type: emoji',
    ],
    [
      'a table of 101 rows',
      { type: 'table', rows: Array(101).fill([raw('a')]) },
      '/0/rows no more than 100 items allowed',
    ],
    [
      'a row of 21 cells',
      { type: 'table', rows: [Array(21).fill(raw('a'))] },
      '/0/rows/0 no more than 20 items allowed',
    ],
    [
      'a data table without caption',
      { type: 'data_table', rows: [[raw('a')], [raw('b')]] },
      '/0 missing required field: caption',
    ],
    [
      'a data table with a ragged row',
      { type: 'data_table', caption: 'c', rows: [[raw('a')], [raw('b'), raw('c')]] },
      '/0/rows all rows must have the same number of cells',
    ],
    ['markdown of 12,001', { type: 'markdown', text: x(12_001) }, '/0/text must be less than 12001 characters'],
    ['a card of nothing', { type: 'card' }, '/0 needs one of: hero_image, title, actions, body'],
    [
      'a card with three buttons',
      { type: 'card', actions: [button(), button(), button()] },
      '/0/actions no more than 2 items allowed',
    ],
    [
      'a container within a container',
      {
        type: 'container',
        title: plain('a'),
        child_blocks: [{ type: 'container', title: plain('b'), child_blocks: [section()] }],
      },
      '/0/child_blocks/0/type unsupported type: container',
    ],
  ])('%s', (_what, block, problem) => {
    expect(said([block])).toContain(problem);
  });
});

describe('what no block shows by itself', () => {
  test.each([
    ['message', 50],
    ['modal', 100],
    ['home', 100],
  ] as const)('a %s has room for %i blocks', (surface, most) => {
    expect(said(Array(most).fill(section()), surface)).toEqual([]);
    expect(said(Array(most + 1).fill(section()), surface)).toEqual([` no more than ${most} items allowed`]);
  });

  test.each<[string, object[], string]>([
    [
      'a block id used twice',
      [section({ block_id: 'a' }), section({ block_id: 'a' })],
      '/1/block_id block_id a already exists',
    ],
    ['an action id used twice in a block', [actions(button(), button())], '/0 action_id b already exists'],
    ['two tables', Array(2).fill({ type: 'table', rows: [[raw('a')]] }), ' only one table allowed'],
    [
      'markdown too long in all',
      Array(2).fill({ type: 'markdown', text: x(6001) }),
      ' markdown blocks must be less than 12001 characters in total',
    ],
    [
      'two elements that want the focus',
      Array(2).fill(section({ accessory: { type: 'users_select', action_id: 'u', focus_on_load: true } })),
      ' only one element may have focus_on_load',
    ],
  ])('%s', (_what, blocks, problem) => {
    expect(said(blocks)).toContain(problem);
  });

  test.each([
    ['markdown', { type: 'markdown', text: 'a' }, ['message']],
    ['table', { type: 'table', rows: [[raw('a')]] }, ['message']],
    ['alert', { type: 'alert', text: plain('a') }, ['modal']],
    ['card', { type: 'card', title: mrkdwn('a') }, ['message', 'home']],
    ['section', section(), ['message', 'modal', 'home']],
    ['file_input', input({ type: 'file_input', action_id: 'f' }), ['modal']],
  ])('%s is allowed on its own surfaces only', (_name, block, allowed) => {
    const surfaces = (['message', 'modal', 'home'] as const).filter((surface) => said([block], surface).length === 0);
    expect(surfaces).toEqual(allowed);
  });
});

describe('views', () => {
  const modal = (more: object = {}) => ({ type: 'modal', title: plain('Form'), blocks: [section()], ...more });
  const problems = (view: Record<string, unknown>) =>
    checkView(view).map(({ message, pointer }) => `${pointer} ${message}`);

  test.each<[string, Record<string, unknown>, string[]]>([
    ['a modal', modal(), []],
    ['a modal with a form', modal({ submit: plain('Send'), blocks: [input()] }), []],
    ['a Home', { type: 'home', blocks: [section()] }, []],
    ['a form that cannot be sent', modal({ blocks: [input()] }), [' submit is required when there are input blocks']],
    ['no title', { type: 'modal', blocks: [] }, [' missing required field: title']],
    ['a title of 25', modal({ title: plain(x(25)) }), ['/title/text must be less than 25 characters']],
    ['a submit of 25', modal({ submit: plain(x(25)) }), ['/submit/text must be less than 25 characters']],
    ['a callback id of 256', modal({ callback_id: x(256) }), ['/callback_id must be less than 256 characters']],
    [
      '3001 characters carried along',
      modal({ private_metadata: x(3001) }),
      ['/private_metadata must be less than 3001 characters'],
    ],
    ['a field nobody knows', modal({ colour: 'red' }), [' invalid additional property: colour']],
    ['a title on the Home', { type: 'home', title: plain('a'), blocks: [] }, [' invalid additional property: title']],
    [
      'a bad block',
      modal({ blocks: [{ type: 'header', text: plain(x(151)) }] }),
      ['/blocks/0/text/text must be less than 151 characters'],
    ],
  ])('%s', (_what, view, expected) => {
    expect(problems(view)).toEqual(expected);
  });
});
