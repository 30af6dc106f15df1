/** What people typed is read as they typed it. */
import { expect, test } from 'vitest';
import { fromSlack } from '../../src/listeners/from-slack.ts';

test.each([
  ['a bare domain', 'start <http://shop.com|shop.com>', 'start shop.com'],
  ['an address', 'start <https://shop.example>', 'start https://shop.example'],
  ['an address with a query', '<https://shop.example/?a=1&amp;b=2>', 'https://shop.example/?a=1&b=2'],
  ['a pattern', 'assign <http://api.shop.com/v1/**|api.shop.com/v1/**> x', 'assign api.shop.com/v1/** x'],
  ['hosts', '--hosts <http://a.shop.com|a.shop.com>,<http://b.shop.com|b.shop.com>', '--hosts a.shop.com,b.shop.com'],
  ['a mail address', '<mailto:dana@shop.com|dana@shop.com>', 'dana@shop.com'],
  ['a link without a label', '<https://shop.example|>', 'https://shop.example'],
  ['control characters', '--name "R&amp;D &lt;x&gt;"', '--name "R&D <x>"'],
  ['an entity that was typed', '&amp;lt;', '&lt;'],
  ['a person', 'assign x <@UDANA|dana>', 'assign x <@UDANA|dana>'],
  ['a channel', '<#CPAYMENTS|payments>', '<#CPAYMENTS|payments>'],
  ['a broadcast', '<!channel> and <!subteam^S1|@payments>', '<!channel> and <!subteam^S1|@payments>'],
  ['nothing to undo', 'a < b', 'a < b'],
])('%s', (_, arrived, typed) => {
  expect(fromSlack(arrived)).toBe(typed);
});
