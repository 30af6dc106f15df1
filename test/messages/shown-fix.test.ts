import { expect, test } from 'vitest';
import { fixFile, shownFix } from '../../src/messages/shown-fix.ts';
import type { ItemFix, ReviewItem } from '../../src/review/review.ts';

const ITEM = { rank: 3, title: 'No job sends firewall events' } as ReviewItem;
const FIX: ItemFix = {
  kind: 'change',
  steps: ['Open Logpush and create a job.'],
  requests: [
    { method: 'POST', path: '/zones/z1/logpush/jobs', body: { destination_conf: '{{DESTINATION}}' } },
    { method: 'DELETE', path: '/zones/z1/firewall/access_rules/rules/r1', body: null },
  ],
  terraform: null,
  blanks: [{ name: 'DESTINATION', what: 'where the <logs> go' }],
};

test('what only people know is asked for before what it stands in, and stays text', () => {
  const { blocks } = shownFix(ITEM, { kind: 'Enforce now', how: 'enforce', fix: FIX });
  const texts = blocks.flatMap((block) => (block.type === 'section' && block.text ? [block.text.text] : []));
  const asked = texts.findIndex((text) => text.includes('{{DESTINATION}}: where the &lt;logs&gt; go'));
  expect(asked).toBeGreaterThan(0);
  expect(texts.slice(asked + 1).join('\n')).toContain('"destination_conf": "{{DESTINATION}}"');
});

test('the file holds the same, and a request without a body has none', () => {
  const file = fixFile(ITEM, FIX);
  expect(file).toContain('## To fill in first\n\n{{DESTINATION}}: where the <logs> go');
  expect(file).toContain('DELETE /zones/z1/firewall/access_rules/rules/r1\n~~~~');
});
