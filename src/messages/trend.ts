/** Where a zone is going: in words, and as Slack's own chart of the same figures. */
import type { KnownBlock } from '@slack/types';
import { z } from 'zod';
import { type Forecast, forecast, growth, pointsOf, type Reading } from '../review/trend.ts';
import { clip, count } from './message.ts';

/** As Slack's `data_visualization` block has it, which its typings do not know yet. */
export const ChartBlock = z.object({
  type: z.literal('data_visualization'),
  title: z.string().max(50),
  chart: z.object({
    type: z.literal('line'),
    series: z
      .array(
        z.object({
          name: z.string().max(20),
          data: z
            .array(z.object({ label: z.string().max(20), value: z.number() }))
            .min(1)
            .max(20),
        }),
      )
      .min(1)
      .max(6),
    axis_config: z.object({ categories: z.array(z.string()), y_label: z.string() }),
  }),
});
export type ChartBlock = z.infer<typeof ChartBlock>;

export const isChart = (block: { type?: unknown }) => block.type === 'data_visualization';

/** Undefined while one reading is all there is. */
export function trendChart(name: string, readings: readonly Reading[]): ChartBlock | undefined {
  const points = pointsOf(readings);
  if (points.length < 2) return undefined;
  const line = (called: string, of: (reading: Reading) => number) => ({
    name: called,
    data: points.map((reading) => ({ label: dayOf(reading.takenAt), value: of(reading) })),
  });
  return {
    type: 'data_visualization',
    title: clip(`Endpoints of ${name}`, 50),
    chart: {
      type: 'line',
      series: [
        line('all', ({ figures }) => figures.all.endpoints),
        line('at high risk', ({ figures }) => figures.all.risky),
        line('unknown', ({ figures }) => figures.all.unknown),
      ],
      axis_config: { categories: points.map(({ takenAt }) => dayOf(takenAt)), y_label: 'endpoints' },
    },
  };
}

export const asBlock = (chart: ChartBlock) => chart as unknown as KnownBlock;

/** The same figures, for whoever does not see the picture. */
export function chartInWords({ title, chart }: ChartBlock): string {
  const days = chart.axis_config.categories;
  const lines = chart.series.map(
    ({ name, data }) => `${name} ${data.map(({ value }, index) => `${value} (${days[index]})`).join(', ')}`,
  );
  return clip(`${title}: ${lines.join('; ')}.`, 2000);
}

/** Undefined while one reading is all there is. */
export function trendInWords(readings: readonly Reading[], now: Date): string | undefined {
  const points = pointsOf(readings);
  const [first, last, before] = [points[0], points.at(-1), points.at(-2)];
  if (!first || !last || !before || points.length < 2) return undefined;
  const [was, is] = [first.figures.all, last.figures.all];
  const { fresh, riskyFresh, riskyKnown } = growth(before.figures, last.figures);
  const told = forecast(
    points.map(({ takenAt, figures }) => ({ at: takenAt, critical: figures.criticalItems })),
    now,
  );
  return [
    `${is.risky} of ${count(is.endpoints, 'endpoint')} at high risk and ${is.unknown} unknown; on ${dayOf(first.takenAt)} it was ${was.risky} of ${was.endpoints}, ${was.unknown} unknown.`,
    ...(fresh > 0
      ? [`New since ${dayOf(before.takenAt)}: ${count(fresh, 'endpoint')}, ${riskyFresh} of them at high risk.`]
      : []),
    ...(riskyKnown !== 0
      ? [`Among those there before, ${Math.abs(riskyKnown)} ${riskyKnown < 0 ? 'fewer' : 'more'} at high risk.`]
      : []),
    forecastInWords(told, last.figures),
  ].join(' ');
}

const NO_TREND: Record<Extract<Forecast, { kind: 'no trend yet' }>['because'], string> = {
  'too few readings': 'it takes four readings',
  'too short': 'it takes three weeks',
  'not falling': 'they do not surely become fewer',
  'too far': 'at this pace it takes more than two years',
};

function forecastInWords(told: Forecast, { criticalItems, unknownChecks }: Reading['figures']): string {
  const known = unknownChecks > 0 ? `, of what is known (${count(unknownChecks, 'check')} could not be made)` : '';
  if (told.kind === 'gone') return `No critical item is left${known}.`;
  const items = count(criticalItems, 'critical item');
  if (told.kind === 'no trend yet') return `${items}${known}; no trend yet: ${NO_TREND[told.because]}.`;
  const [from, to] = [dayOf(told.earliest), dayOf(told.latest)];
  return `${items}${known}; gone at this pace ${from === to ? `about ${from}` : `between ${from} and ${to}`}.`;
}

/** Unique over years, and short enough for a label of Slack's chart. */
const dayOf = (at: Date) =>
  at.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
