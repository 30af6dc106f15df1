/**
 * Whose telephone rang, and because of which messages, as Slack does it for people who changed nothing: who is mentioned,
 * who is written to directly, and of a thread who wrote in it or was mentioned in it before. Edits ring nobody.
 */
import { type Fields, fields, list, parseJson, string } from './json.ts';
import type { RecordedCall } from './recorder.ts';
import type { SlackSandbox } from './sandbox.ts';
import { contentText } from './screen.ts';

interface Posted {
  ts: string;
  channel: string;
  threadTs: string;
  author: string;
  words: string;
}

export function rings(slack: SlackSandbox): Map<string, string[]> {
  const rung = new Map<string, string[]>();
  const followers = new Map<string, Set<string>>();
  const byPeople = slack.messages.filter(({ byApp }) => !byApp);
  const posted = [
    ...slack.calls.flatMap((call) => asPosted(call, slack.botUserId)),
    ...byPeople.map((one) => ({ ...one, threadTs: one.threadTs ?? '', author: one.user, words: contentText(one) })),
  ].sort((a, b) => Number(a.ts) - Number(b.ts));

  for (const { ts, channel, threadTs, author, words } of posted) {
    const mentioned = mentions(words, slack);
    const following = followers.get(`${channel} ${threadTs || ts}`) ?? new Set();
    const direct = slack.channels.get(channel)?.kind === 'im' ? (slack.channels.get(channel)?.members ?? []) : [];
    for (const user of new Set([...mentioned, ...following, ...direct])) {
      if (user === author || slack.users.get(user)?.isBot !== false) continue;
      rung.set(user, [...(rung.get(user) ?? []), words]);
    }
    for (const user of [author, ...mentioned]) following.add(user);
    followers.set(`${channel} ${threadTs || ts}`, following);
  }
  return rung;
}

function asPosted({ method, args, answer }: RecordedCall, author: string): Posted[] {
  if (method !== 'chat.postMessage' || answer?.ok !== true) return [];
  const blocks = (typeof args.blocks === 'string' ? parseJson(args.blocks) : args.blocks) as Fields[] | undefined;
  const content = { text: string(args.text), blocks: list(blocks).map(fields) };
  const [ts, channel] = [string(answer.ts), string(answer.channel)];
  return [{ ts, channel, threadTs: string(args.thread_ts), author, words: contentText(content) }];
}

function mentions(words: string, { groups }: SlackSandbox): string[] {
  const people = [...words.matchAll(/<@([A-Z0-9]+)(?:\|[^>]*)?>/g)].map(([, user = '']) => user);
  const teams = [...words.matchAll(/<!subteam\^([A-Z0-9]+)(?:\|[^>]*)?>/g)];
  return [...people, ...teams.flatMap(([, group = '']) => groups.get(group)?.members ?? [])];
}
