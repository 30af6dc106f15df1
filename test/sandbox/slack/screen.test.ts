import { describe, expect, test } from 'vitest';
import { blockText, contentText } from './screen.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const button = (text: string) => ({ type: 'button', text: plain(text) });
const option = (text: string) => ({ text: plain(text), value: text });

describe('a block as a person reads it', () => {
  test.each<[string, Record<string, unknown>, string]>([
    [
      'section',
      { type: 'section', text: plain('a'), fields: [plain('b'), plain('c')], accessory: button('Go') },
      'a\nb\nc [Go]',
    ],
    ['header', { type: 'header', text: plain('a') }, '*a*'],
    ['divider', { type: 'divider' }, '---'],
    ['context', { type: 'context', elements: [plain('a'), { type: 'image', alt_text: 'b' }] }, 'a (image: b)'],
    [
      'actions',
      { type: 'actions', elements: [button('Go'), { type: 'overflow', options: [option('a'), option('b')] }] },
      '[Go] [… a | b]',
    ],
    [
      'menu',
      { type: 'actions', elements: [{ type: 'static_select', placeholder: plain('Choose'), options: [] }] },
      '[Choose]',
    ],
    ['input', { type: 'input', label: plain('Why'), element: { type: 'plain_text_input' } }, 'Why: [____]'],
    [
      'radio buttons',
      { type: 'input', label: plain('Sure'), element: { type: 'radio_buttons', options: [option('a'), option('b')] } },
      'Sure: [a | b]',
    ],
    ['markdown', { type: 'markdown', text: '**a**' }, '**a**'],
    [
      'table',
      {
        type: 'table',
        rows: [
          [
            { type: 'raw_text', text: 'a' },
            { type: 'raw_number', value: 1, text: '1' },
          ],
        ],
      },
      'a | 1',
    ],
    ['card', { type: 'card', title: plain('a'), body: plain('b'), actions: [button('Go')] }, 'a b [Go]'],
    [
      'container',
      { type: 'container', title: plain('a'), child_blocks: [{ type: 'section', text: plain('b') }] },
      'a\nb',
    ],
    [
      'rich text',
      {
        type: 'rich_text',
        elements: [
          {
            type: 'rich_text_section',
            elements: [
              { type: 'user', user_id: 'U1' },
              { type: 'text', text: ' in ' },
              { type: 'channel', channel_id: 'C1' },
              { type: 'emoji', name: 'wave' },
              { type: 'broadcast', range: 'here' },
              { type: 'usergroup', usergroup_id: 'S1' },
              { type: 'link', url: 'https://a.example', text: 'a' },
            ],
          },
          {
            type: 'rich_text_list',
            elements: [{ elements: [{ type: 'text', text: 'one' }] }, { elements: [{ type: 'text', text: 'two' }] }],
          },
        ],
      },
      '<@U1> in <#C1>:wave:<!here><!subteam^S1><https://a.example|a>\n• one\n• two',
    ],
  ])('%s', (_type, block, expected) => {
    expect(blockText(block)).toBe(expected);
  });
});

test('blocks stand for the message; its text is read only where there are none', () => {
  expect(contentText({ text: 'fallback', blocks: [{ type: 'divider' }] })).toBe('---');
  expect(contentText({ text: 'fallback', blocks: [] })).toBe('fallback');
  expect(contentText({ text: 'a', attachments: [{ blocks: [{ type: 'divider' }] }, { fallback: 'b' }] })).toBe(
    'a\n---\nb',
  );
});
