/** A picture of a chart for where Slack refuses its own: drawn here, with the font that is bundled, and uploaded. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import { z } from 'zod';
import { type Post, pictureInstead } from '../../db/posts.ts';
import { lineChart } from '../messages/line-chart.ts';
import { ChartBlock, chartInWords, isChart } from '../messages/trend.ts';
import type { Outbox } from './deliver-post.ts';

const { resolve } = createRequire(import.meta.url);
/** Read and compiled when the first picture is drawn: most processes never draw one, and it may be done once only. */
let loaded: Promise<Uint8Array> | undefined;
const WIDTH = 1120;
const WITHIN_MS = 20_000;

/** As a PNG. */
export async function drawPicture(chart: ChartBlock): Promise<Uint8Array> {
  loaded ??= load();
  const font = { fontBuffers: [await loaded], loadSystemFonts: false, defaultFontFamily: 'DejaVu Sans' };
  return new Resvg(lineChart(chart), { font, fitTo: { mode: 'width', value: WIDTH } }).render().asPng();
}

/** The library’s program, which is the same on every machine, and the font. */
async function load(): Promise<Uint8Array> {
  await initWasm(await readFile(resolve('@resvg/resvg-wasm/index_bg.wasm')));
  return readFile(resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'));
}

/** Slack's id of the file. It is in no channel: the message that refers to it shows it. */
async function uploadPicture(slack: WebClient, chart: ChartBlock): Promise<string> {
  const picture = await drawPicture(chart);
  const wanted = { filename: 'trend.png', length: picture.length, alt_text: chartInWords(chart).slice(0, 1000) };
  const { upload_url, file_id } = z
    .object({ upload_url: z.url(), file_id: z.string() })
    .parse(await slack.files.getUploadURLExternal(wanted));
  const taken = await fetch(upload_url, {
    method: 'POST',
    body: new Uint8Array(picture),
    redirect: 'manual',
    signal: AbortSignal.timeout(WITHIN_MS),
  });
  if (!taken.ok) throw new Error(`Slack answered ${taken.status} for a picture`);
  await slack.files.completeUploadExternal({ files: [{ id: file_id, title: chart.title }] });
  return file_id;
}

const chartsOf = ({ message }: Post) => ('blocks' in message ? message.blocks.filter(isChart) : []);

/**
 * True when the message goes without what Slack refused: first with a picture instead of each chart, then without. What
 * they show is in its text, so nothing is lost but the sight of it.
 */
export async function withoutCharts(
  outbox: Pick<Outbox, 'db' | 'slack' | 'log'>,
  workspaceId: string,
  post: Post,
  error: unknown,
): Promise<boolean> {
  const charts = chartsOf(post);
  const refused = error instanceof WebAPIPlatformError && error.data.error === 'invalid_blocks';
  if (!refused || charts.length === 0 || post.pictures?.every((each) => each === null)) return false;
  const pictures: (string | null)[] = [];
  for (const chart of charts) pictures.push(post.pictures ? null : await pictureOf(outbox, ChartBlock.parse(chart)));
  await outbox.db.inWorkspace(workspaceId, (tx) => pictureInstead(tx, post.id, pictures));
  return true;
}

/** Null where that fails too, for whatever reason: a message does not wait for its picture. */
const pictureOf = ({ slack, log }: Pick<Outbox, 'slack' | 'log'>, chart: ChartBlock): Promise<string | null> =>
  uploadPicture(slack, chart).catch((error: unknown) => {
    log.warn({ err: error }, 'a picture could not be uploaded');
    return null;
  });

/** The blocks as they are to be sent. */
export function pictured({ message, pictures }: Post): Record<string, unknown>[] {
  const blocks = 'blocks' in message ? message.blocks : [];
  const left = pictures?.slice();
  if (!left) return blocks;
  return blocks.flatMap((block) => {
    if (!isChart(block)) return [block];
    const id = left.shift();
    return id ? [{ type: 'image', slack_file: { id }, alt_text: chartInWords(ChartBlock.parse(block)) }] : [];
  });
}
