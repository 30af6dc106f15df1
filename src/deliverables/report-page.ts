/** The deliverables as one page that can be read, printed and read aloud; it asks nothing of any network. */
import { SEVERITIES } from '../checks/check.ts';
import { DARK, LIGHT, lineChart } from '../messages/line-chart.ts';
import { chartInWords } from '../messages/trend.ts';
import type { ReviewFinding } from '../review/review.ts';
import { type Bar, stackedBars } from './chart.ts';
import { html } from './html.ts';
import type { Deliverables, HandedItem, Step } from './model.ts';
import { STYLE } from './report-style.ts';

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'none'; base-uri 'none'; form-action 'none'";
const SUBJECTS_SHOWN = 12;
/** A page with 12,000 rows a step opens nowhere. */
const ROWS_SHOWN = 2_000;

export function reportPage(told: Deliverables): string {
  const { review, takenAt, lead, steps, counts } = told;
  const title = `${review.name}: API protection review`;
  const read = takenAt === null ? 'Cloudflare was not read.' : `Cloudflare was read ${day(takenAt)}.`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${html(POLICY)}">
<meta name="referrer" content="no-referrer">
<title>${html(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>${html(title)}</h1>
<p class="soft">Zone ${html(review.zoneName)}${review.plan ? `, ${html(review.plan)} plan` : ''}${review.hosts.length > 0 ? `, only ${html(review.hosts.join(', '))}` : ''}. Led by ${html(lead)}. ${html(read)} State: ${html(review.state)}.</p>
</header>
<nav aria-label="Contents"><ul>${steps.map(({ step, title: name }) => `<li><a href="#step-${step}">${step}. ${html(name)}</a></li>`).join('')}</ul></nav>
<main>
<ul class="figures">
${figure(counts.endpoints, 'endpoints')}
${figure(counts.failed, 'findings')}
${figure(counts.unknown, 'could not be checked, so neither good nor bad')}
${figure(counts.notEntitled, 'not on this plan')}
${counts.muted > 0 ? figure(counts.muted, 'said to be false positives') : ''}
</ul>
${trendSection(told)}<section aria-labelledby="severities"><h2 id="severities">What was found</h2>
${stackedBars('found', 'Findings by step and severity', bySeverity(steps), 'longest')}
${key(SEVERITIES.toReversed())}</section>
<section aria-labelledby="coverage"><h2 id="coverage">What protects the endpoints</h2>
<p class="soft">Each bar is all endpoints. What could not be determined is a band of its own, and counts for neither side.</p>
${stackedBars('covered', 'Endpoints by control', coverageBars(told), 'each')}
${key(BANDS)}
${coverageTable(told)}</section>
${steps.map((step) => stepSection(step, told)).join('\n')}
</main>
<footer>Made by api-review from the rows of this review. Requests that show how a control is escaped are not in it.</footer>
</body>
</html>
`;
}

/** Drawn twice, since a picture has one page below it; only the one that fits is shown and read out. */
function trendSection({ trend }: Deliverables): string {
  if (!trend) return '';
  const { chart, words } = trend;
  const drawn = (colours: typeof LIGHT, when: string) =>
    `<div class="trend ${when}" role="img" aria-label="${html(chartInWords(chart))}">${lineChart(chart, colours)}</div>`;
  const [days, lines] = [chart.chart.axis_config.categories, chart.chart.series];
  const numbers = days.map((each, index) => [each, ...lines.map(({ data }) => String(data[index]?.value ?? ''))]);
  return `<section aria-labelledby="trend"><h2 id="trend">Where it is going</h2>
<p>${html(words)}</p>
${drawn(LIGHT, 'by-day')}${drawn(DARK, 'by-night')}
<details><summary>The same in numbers</summary>${table('Endpoints by reading', ['reading', ...lines.map(({ name }) => name)], numbers)}${trend.tables.map((each) => table(each.title, each.columns, each.rows)).join('')}</details></section>
`;
}

const figure = (n: number, words: string) => `<li><b>${amount(n)}</b> ${html(words)}</li>`;
const amount = (n: number) => n.toLocaleString('en-US');
/** In UTC, as it is the same for whoever reads it. */
const day = (iso: string) => `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;

const BANDS = ['enforced', 'logged', 'bypassable', 'uncovered', 'unknown', 'unavailable'] as const;
const key = (names: readonly string[]) =>
  `<ul class="key" aria-hidden="true">${names.map((name) => `<li><i class="${name}"></i>${name}</li>`).join('')}</ul>`;

const bySeverity = (steps: readonly Step[]): Bar[] =>
  steps
    .map(({ title, findings }) => ({
      label: title,
      parts: SEVERITIES.toReversed().map((severity) => ({
        name: severity,
        fill: severity,
        value: findings.filter((each) => each.outcome === 'fail' && each.severity === severity).length,
      })),
    }))
    .filter(({ parts }) => parts.some(({ value }) => value > 0));

const coverageBars = ({ coverage }: Deliverables): Bar[] =>
  coverage.map((bands) => ({
    label: bands.control,
    parts: BANDS.map((name) => ({ name, fill: name, value: bands[name] })),
  }));

const coverageTable = ({ coverage }: Deliverables) =>
  `<details><summary>The same in numbers</summary>${table(
    'Endpoints by control and how it stands',
    ['control', ...BANDS],
    coverage.map((bands) => [bands.control, ...BANDS.map((name) => String(bands[name]))]),
  )}</details>`;

function stepSection(step: Step, { items }: Deliverables): string {
  const failed = step.findings.filter(({ outcome }) => outcome === 'fail');
  const open = step.findings.filter(({ outcome }) => outcome !== 'fail');
  const body =
    step.step === 8
      ? items.map(itemArticle).join('\n')
      : `<details><summary>${amount(step.rows.length)} endpoints, one by one</summary>${table(captionOf(step), step.columns, step.rows.slice(0, ROWS_SHOWN))}</details>`;
  return `<section aria-labelledby="step-${step.step}"><h2 id="step-${step.step}">${step.step}. ${html(step.title)}</h2>
<p class="soft">${html(step.about)}</p>
${failed.map(findingArticle).join('\n')}
${failed.length === 0 && step.step !== 8 ? `<p>Nothing was found${open.length > 0 ? ' in what could be looked at' : ''}.</p>` : ''}
${
  open.length > 0
    ? table(
        'Could not be checked, so neither good nor bad',
        ['finding', 'outcome', 'why', 'id'],
        open.map(({ title, outcome, reason, id }) => [
          title,
          outcome === 'unknown' ? 'unknown' : 'not on this plan',
          reason?.replaceAll('_', ' ') ?? '',
          id,
        ]),
      )
    : ''
}
${body}</section>`;
}

const captionOf = ({ title, rows }: Step): string =>
  rows.length > ROWS_SHOWN
    ? `${title}: the first ${amount(ROWS_SHOWN)} of ${amount(rows.length)}; all of them are in the spreadsheet`
    : title;

function findingArticle({ id, severity, title, subjects, remediation, evidenceKind }: ReviewFinding): string {
  const rest = subjects.length - SUBJECTS_SHOWN;
  const list = subjects.slice(0, SUBJECTS_SHOWN).map((subject) => `<code>${html(subject)}</code>`);
  const more =
    rest > 0
      ? `<details><summary>${amount(rest)} more</summary><p>${subjects
          .slice(SUBJECTS_SHOWN)
          .map((subject) => `<code>${html(subject)}</code>`)
          .join(', ')}</p></details>`
      : '';
  return `<article id="finding-${html(id)}"><h3>${tag(severity)}${html(title)}</h3>
<p>${list.join(', ')}</p>${more}
<p><b>Fix:</b> ${html(remediation)}</p>
<p class="soft">Evidence: ${html(evidenceKind)}. Id <code>${html(id)}</code></p></article>`;
}

const tag = (word: string) => `<span class="tag ${html(word)}">${html(word)}</span>`;

function itemArticle(item: HandedItem): string {
  const { decision } = item;
  const decided = decision
    ? `${decision.choice}, ${decision.state}, by ${decision.by}${decision.second ? ` and ${decision.second}` : ''}${decision.until ? `, until ${decision.until}` : ''}`
    : `to be decided; proposed: ${item.proposed}`;
  return `<article id="item-${html(item.id)}"><h3>${item.rank}. ${html(item.title)}</h3>
<p class="soft">Score ${html(item.because || String(item.score))}</p>
<p>${amount(item.endpointKeys.length)} endpoints${item.owners.length > 0 ? ` of ${html(item.owners.join(', '))}` : ''}.</p>
<p><b>Fix:</b> ${html(item.fix)}</p>
<p><b>Decision:</b> <span${decision ? ` data-decision="${html(decision.id)}"` : ''}>${html(decided)}</span></p></article>`;
}

const table = (caption: string, columns: readonly string[], rows: readonly (readonly string[])[]) =>
  `<div class="wide"><table><caption>${html(caption)}</caption><thead><tr>${columns.map((column) => `<th scope="col">${html(column)}</th>`).join('')}</tr></thead><tbody>
${rows.map(([first = '', ...others]) => `<tr><th scope="row">${html(first)}</th>${others.map((cell) => `<td>${html(cell)}</td>`).join('')}</tr>`).join('\n')}
</tbody></table></div>`;
