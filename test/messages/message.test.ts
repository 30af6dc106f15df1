import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clip, code, message, safe, section } from '../../src/messages/message.ts';

test.each([
  ['<!channel>', '&lt;!channel&gt;'],
  ['<@U123> & <http://evil|you>', '&lt;@U123&gt; &amp; &lt;http://evil|you&gt;'],
  ['a\u0000b\nc\u202Ed\u200B', 'a·b·c·d·'],
])('text from outside cannot mention, link or hide: %j', (text, expected) => {
  expect(safe(text)).toBe(expected);
});

test('no text whatever leaves a control character of Slack’s markup, nor an invisible one', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(safe(text)).not.toMatch(/[<>\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|&(?!amp;|lt;|gt;)/u);
    }),
  );
});

test.each([
  ['*bold* _italic_ ~gone~ `code`', '∗bold∗ ＿italic＿ ∼gone∼ ’code’'],
  ['a* and *b', 'a∗ and ∗b'],
  ['```\nblock```', '’’’·block’’’'],
  ['__init__', '＿＿init＿＿'],
  [':white_check_mark: done', '꞉white_check_mark: done'],
  ['max_age America/New_York 2*3 10:30:45', 'max_age America/New_York 2*3 10:30:45'],
])('text from outside cannot format or pass for one of our signs: %j', (text, expected) => {
  expect(safe(text)).toBe(expected);
});

test('no text whatever leaves a mark that Slack would format by', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'*_~`:a1 .é') }), (text) => {
      expect(safe(text)).not.toMatch(/(?<![a1é])[*_~]|[*_~](?![a1é])|`|:[\w]*a[\w]*:/);
    }),
  );
});

test('in code a pattern stands as it was typed', () => {
  expect(code('api.example/**/_x_/~y')).toBe('`api.example/**/_x_/~y`');
});

test('a backtick in a path cannot end the code it stands in', () => {
  expect(code('/a`b`')).toBe('`/a’b’`');
});

test('what is cut says so, and no character is cut in two', () => {
  expect(clip('🙂🙂🙂', 2)).toBe('🙂…');
  expect(safe('&&&&', 3)).toBe('&amp;&amp;…');
});

test('what looks like a link in a section is not made into one', () => {
  expect(section('see http://evil.example').text).toMatchObject({ verbatim: true });
});

test('a message of more blocks than Slack takes is a mistake of its renderer', () => {
  expect(() =>
    message(
      'x',
      Array.from({ length: 51 }, () => section('x')),
    ),
  ).toThrow('Slack takes 50');
});
