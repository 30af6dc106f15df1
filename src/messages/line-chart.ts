/** Draws the figures of Slack's chart block as an SVG, for where Slack does not draw them itself. */
import { LineChart, type LineSeriesOption } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { ChartBlock } from './trend.ts';

use([LineChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);

/** The only one that is bundled; a page falls back to the reader's. */
const FONT = 'DejaVu Sans, system-ui, sans-serif';
const SIZE = { width: 560, height: 320 };
/** Read on a phone, where the picture is half as wide. */
const LETTERS = 16;

export const LIGHT = {
  name: 'day',
  page: '#ffffff',
  ink: '#1c2430',
  line: '#d7dce4',
  series: ['#3b78c2', '#a3153a', '#5f6b7c'],
};
export const DARK = {
  name: 'night',
  page: '#12161c',
  ink: '#e6eaf0',
  line: '#343c49',
  series: ['#5b97dd', '#e0557c', '#a3adbd'],
};

/** By sign and stroke as well as by colour. */
const SYMBOLS = ['circle', 'diamond', 'triangle'];
const STROKES: ('solid' | 'dashed' | 'dotted')[] = ['solid', 'solid', 'dashed'];

/** Opaque, so that it reads the same whatever is behind it. */
export function lineChart({ title, chart }: ChartBlock, colours = LIGHT): string {
  const text = { color: colours.ink, fontFamily: FONT, fontSize: LETTERS };
  const lastOf = (called: string) => chart.series.find(({ name }) => name === called)?.data.at(-1)?.value ?? '';
  const drawing = init(null, null, { renderer: 'svg', ssr: true, ...SIZE });
  drawing.setOption({
    animation: false,
    backgroundColor: colours.page,
    color: colours.series,
    textStyle: text,
    title: { text: title, left: 8, top: 8, textStyle: { ...text, fontWeight: 'bold' } },
    legend: {
      left: 8,
      top: 38,
      itemGap: 22,
      textStyle: text,
      data: chart.series.map(({ name }) => name),
      formatter: (name: string) => `${name} ${lastOf(name)}`,
    },
    grid: { left: 12, right: 24, top: 84, bottom: 12, outerBoundsMode: 'same' },
    xAxis: {
      type: 'category',
      boundaryGap: false,
      data: chart.axis_config.categories,
      axisLine: { lineStyle: { color: colours.line } },
      axisLabel: {
        ...text,
        hideOverlap: true,
        showMinLabel: true,
        showMaxLabel: true,
        alignMinLabel: 'left',
        alignMaxLabel: 'right',
      },
    },
    yAxis: {
      type: 'value',
      min: 0,
      minInterval: 1,
      splitNumber: 4,
      axisLabel: text,
      splitLine: { lineStyle: { color: colours.line } },
    },
    series: chart.series.map(
      ({ name, data }, index): LineSeriesOption => ({
        name,
        type: 'line',
        symbol: SYMBOLS[index % SYMBOLS.length] ?? 'circle',
        symbolSize: 8,
        lineStyle: { width: 3, type: STROKES[index % STROKES.length] ?? 'solid' },
        data: data.map(({ value }) => value),
      }),
    ),
  });
  const svg = drawing.renderToSVGString();
  drawing.dispose();
  // The library counts its drawings: the same figures are the same bytes, and two of one page do not meet.
  const seen = new Map<string, string>();
  return svg.replace(/\bzr\d+-\w+\d+|\bzr\d+-cls-\d+/g, (id) => {
    const own = seen.get(id) ?? `${colours.name}-${seen.size}`;
    seen.set(id, own);
    return own;
  });
}
