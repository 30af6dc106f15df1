/** Completes the app manifest for one way of delivery; its comments, which give a reason for each scope, stay. */
import { parseDocument } from 'yaml';

export type Delivery = { mode: 'socket' } | { mode: 'http'; url: string };

const USAGE = `Usage: npm run -s manifest -- --http https://api-review.example.com
       npm run -s manifest -- --socket`;

/** What was asked on the command line, or a sentence about what is wrong with it. */
export function readDelivery(args: string[]): Delivery | { problem: string } {
  const [flag, value, ...rest] = args;
  if (flag === '--socket' && value === undefined) return { mode: 'socket' };
  if (flag !== '--http' || value === undefined || rest.length > 0) return { problem: USAGE };

  const url = URL.canParse(value) ? new URL(value) : undefined;
  const plain = url?.protocol === 'https:' && !url.username && !url.search && !url.hash;
  if (!url || !plain) return { problem: `--http needs the public https address of the app, not "${value}".\n${USAGE}` };
  return { mode: 'http', url: url.href.replace(/\/+$/, '') };
}

export function completeManifest(text: string, delivery: Delivery): string {
  const manifest = parseDocument(text);
  if (delivery.mode === 'http') {
    const events = `${delivery.url}/slack/events`;
    manifest.setIn(['features', 'slash_commands', 0, 'url'], events);
    manifest.setIn(['settings', 'event_subscriptions', 'request_url'], events);
    manifest.setIn(['settings', 'interactivity', 'request_url'], events);
  }
  manifest.setIn(['settings', 'socket_mode_enabled'], delivery.mode === 'socket');
  return manifest.toString({ lineWidth: 0 });
}
