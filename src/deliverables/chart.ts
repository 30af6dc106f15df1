/** Bars drawn as SVG within a page: no outside asset, and a text for whoever does not see them. */
import { html } from './html.ts';

export interface Bar {
  label: string;
  parts: readonly { name: string; value: number; fill: string }[];
}

const WIDTH = 460;
const ROW = 38;
const BAR = 18;

/**
 * A label above each bar, so that it can be read on a phone. With `of` as 'each', a bar is whole and its parts are
 * shares; with 'longest', bars can be compared. `id` tells charts of one page apart.
 */
export function stackedBars(id: string, title: string, bars: readonly Bar[], of: 'each' | 'longest'): string {
  const said = bars.map(({ label, parts }) => `${label}: ${inWords(parts)}`).join('. ');
  const longest = Math.max(...bars.map(sum), 1);
  return `<svg viewBox="0 0 ${WIDTH} ${bars.length * ROW}" role="img" aria-labelledby="${id}-t ${id}-d" class="chart">
<title id="${id}-t">${html(title)}</title><desc id="${id}-d">${html(said)}</desc>
${bars.map((bar, index) => row(bar, index * ROW, of === 'each' ? sum(bar) : longest)).join('\n')}
</svg>`;
}

const sum = ({ parts }: Bar) => parts.reduce((total, { value }) => total + value, 0);
const inWords = (parts: Bar['parts']) =>
  parts
    .filter(({ value }) => value > 0)
    .map(({ name, value }) => `${value} ${name}`)
    .join(', ') || 'nothing';

function row({ label, parts }: Bar, y: number, all: number): string {
  let x = 0;
  const drawn = parts
    .filter(({ value }) => value > 0)
    .map(({ name, value, fill }) => {
      const width = (WIDTH * value) / all;
      const at = x;
      x += width;
      const fits = width > 8 * String(value).length + 4;
      const number = fits
        ? `<text x="${round(at + width / 2)}" y="${y + 29}" text-anchor="middle" class="on">${value}</text>`
        : '';
      return `<g><title>${html(`${label}: ${value} ${name}`)}</title><rect x="${round(at)}" y="${y + 16}" width="${round(width)}" height="${BAR}" class="${fill}"/>${number}</g>`;
    });
  return `<text x="0" y="${y + 12}" class="label">${html(label)}</text>${drawn.join('')}`;
}

const round = (n: number) => Math.round(n * 10) / 10;
