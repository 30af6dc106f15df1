/** The picture that stands in for a chart where Slack refuses its own. */
import { expect, test } from 'vitest';
import { DARK, lineChart } from '../../src/messages/line-chart.ts';
import type { ChartBlock } from '../../src/messages/trend.ts';
import { drawPicture } from '../../src/publish/picture.ts';

const chart: ChartBlock = {
  type: 'data_visualization',
  title: 'Endpoints of </title><script>alert(1)</script>',
  chart: {
    type: 'line',
    series: [{ name: 'all', data: [1, 5].map((value, day) => ({ label: `${day + 1} Nov 2026`, value })) }],
    axis_config: { categories: ['1 Nov 2026', '2 Nov 2026'], y_label: 'endpoints' },
  },
};

test('is a PNG of twice the size at which it is read, the same bytes every time', async () => {
  const png = Buffer.from(await drawPicture(chart));
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1120, 640]);
  expect(Buffer.from(await drawPicture(chart)).equals(png)).toBe(true);
});

test('is drawn on an opaque ground, and text from outside stays text', () => {
  const svg = lineChart(chart, DARK);
  expect(svg).toMatch(/<rect width="560" height="320"[^>]*fill="#12161c"/);
  expect(svg).not.toContain('<script');
  expect(svg).toContain('all 5');
});
