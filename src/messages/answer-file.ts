/** All rows of an answer, for a spreadsheet. */
import type { Row } from '../review/ask/answer.ts';
import { csv, remediationCsv } from './csv.ts';
import { rowInWords } from './row-in-words.ts';

/** Endpoints and items come with their columns, everything else as it is said, without Slack's marks. */
export function answerCsv(rows: readonly Row[]): string {
  if (rows.every((row) => row.kind === 'endpoint')) {
    return csv(
      ['review', 'method', 'host', 'path', 'sources', 'severity', 'sensitivity', 'verdict', 'owner', 'acknowledged by'],
      rows.flatMap((each) => {
        if (each.kind !== 'endpoint') return [];
        const { review, endpoint, worst } = each.row;
        const { method, host, path, sources, sensitivity } = endpoint.facts;
        return [
          [
            review.name,
            method,
            host,
            path,
            sources.join(' '),
            worst ?? '',
            sensitivity,
            each.verdict ?? '',
            endpoint.ownerId,
            endpoint.acknowledgedBy ?? '',
          ],
        ];
      }),
    );
  }
  const items = rows.flatMap((row) => (row.kind === 'item' ? [row.row] : []));
  if (items.length > 0)
    return remediationCsv(
      items.map(({ item }) => item),
      items.flatMap(({ decision }) => decision ?? []),
    );
  return csv(
    ['what'],
    rows.map((row) => [unmarked(rowInWords(row, true))]),
  );
}

const unmarked = (text: string) =>
  text
    .replace(/<!date\^\d+\^[^|]*\|([^>]*)>/g, '$1')
    .replace(/<[@#]([A-Z0-9]+)[^>]*>/g, '$1')
    .replace(/[*`]/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
