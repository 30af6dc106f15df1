/** The weekly post of a channel: only what someone in it can act on. */
import type { ModalView } from '@slack/types';
import { isQuiet, type ReviewWeek } from '../review/digest.ts';
import { WEEKDAYS } from '../review/local-time.ts';
import type { DigestSchedule } from '../review/review.ts';
import { ACTIONS, VIEWS } from './action-ids.ts';
import { field, form, words } from './form.ts';
import { actions, button, context, count, type Message, message, person, plain, safe, section } from './message.ts';
import { asBlock, chartInWords, isChart, trendChart, trendInWords } from './trend.ts';

const REVIEWS_SHOWN = 10;
const TITLES_SHOWN = 5;
/** Slack takes no more charts in one message. */
const CHARTS = 2;

export interface DigestFacts {
  channelId: string;
  weeks: readonly ReviewWeek[];
  /** Undefined when someone asked for it now and nothing is scheduled. */
  schedule: DigestSchedule | undefined;
  late: boolean;
  now: Date;
}

export function weeklyDigest({ channelId, weeks, schedule, late, now }: DigestFacts): Message {
  const headlined = isQuiet(weeks)
    ? 'API review digest: nothing waits for anyone in this channel.'
    : `API review digest: ${headline(weeks)}`;
  const shown = weeks.slice(0, REVIEWS_SHOWN);
  const charted = shown.flatMap(({ review, readings }) => trendChart(review.name, readings) ?? []).slice(0, CHARTS);
  // What a chart shows is in the text too, for whoever hears it.
  const text = [headlined, ...charted.map(chartInWords)].join(' ');
  const left = weeks.length - REVIEWS_SHOWN;
  return message(text, [
    section(`*${headlined}*`),
    ...shown.map((week) => section(weekInWords(week, now))),
    ...charted.map(asBlock),
    ...(left > 0 ? [context(`and ${count(left, 'more review')}: \`/api-review list\``)] : []),
    context(
      [
        schedule ? `Every ${scheduleInWords(schedule)}` : 'Asked for just now; nothing is scheduled in this channel',
        ...(late ? ['this one is late'] : []),
      ].join(' · '),
    ),
    ...(schedule
      ? [
          actions(
            button('Mute', ACTIONS.muteDigest, channelId),
            button('Change schedule', ACTIONS.changeSchedule, channelId),
          ),
        ]
      : [actions(button('Change schedule', ACTIONS.changeSchedule, channelId))]),
  ]);
}

/** For whoever set the schedule. `left`: how often it is still tried before it is off. */
export function digestRefused(
  channelId: string,
  { shared, archived, left }: { shared: boolean; archived: boolean; left: number },
): Message {
  const why = shared
    ? 'This channel is shared with another company now, and a digest tells where your APIs are open.'
    : archived
      ? 'This channel is archived.'
      : 'I am not a member of this channel any more: `/invite @api-review` there brings the next one.';
  const next =
    left > 0
      ? `It is tried ${left === 1 ? 'once' : `${left} times`} more, and then switched off. \`/api-review digest off\` in this channel ends it now.`
      : 'This was the third time in a row, so it is switched off now.';
  return plain(
    `The weekly digest in <#${channelId}> was not posted. ${why} ${next} \`/api-review digest on mon 09:00\` in another channel puts it there.`,
  );
}

/** Only whoever asked sees it. Charts are left to the post itself, which says their figures too. */
export function digestPreview(facts: DigestFacts): Message {
  const { text, blocks } = weeklyDigest(facts);
  const quiet = isQuiet(facts.weeks)
    ? 'Nothing would be posted: nothing waits for anyone in this channel. This is what `digest now` brings.'
    : 'This is what would be posted now. Only you see it.';
  return message(`${quiet} ${text}`, [
    context(quiet),
    ...blocks.filter(({ type }) => type !== 'actions' && !isChart({ type })),
  ]);
}

export const scheduleInWords = ({ weekday, at, timezone }: Pick<DigestSchedule, 'weekday' | 'at' | 'timezone'>) =>
  `${DAYS[weekday - 1]} at ${at} (${safe(timezone)})`;

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

function headline(weeks: readonly ReviewWeek[]): string {
  const sum = (of: (week: ReviewWeek) => number) => weeks.reduce((total, week) => total + of(week), 0);
  const parts = [
    [sum((week) => week.undecided.total), 'decision', 'to make'],
    [sum((week) => week.awaitingSecond), 'decision', 'waiting for a second person'],
    [sum((week) => week.unacknowledged.reduce((n, each) => n + each.endpoints, 0)), 'endpoint', 'to acknowledge'],
    [sum((week) => week.openQuestions.reduce((n, each) => n + each.questions, 0)), 'question', 'to answer'],
    [sum((week) => week.acceptedUntil.length), 'accepted risk', 'ending'],
    [sum((week) => week.ready.length), 'control', 'ready to enforce'],
    [sum((week) => week.due.length), 'control', 'due for a look'],
  ] as const;
  return `${parts
    .filter(([n]) => n > 0)
    .map(([n, one, what]) => `${count(n, one)} ${what}`)
    .join(', ')}.`;
}

function weekInWords(
  {
    review,
    shadows,
    unknown,
    unacknowledged,
    openQuestions,
    undecided,
    awaitingSecond,
    acceptedUntil,
    ready,
    due,
    stuck,
    fixed,
    cameBack,
    readings,
  }: ReviewWeek,
  now: Date,
): string {
  const trend = trendInWords(readings, now);
  const lines = [
    ...ready.slice(0, TITLES_SHOWN).map((title) => `:large_green_circle: Ready to enforce: ${safe(title)}`),
    ...due.slice(0, TITLES_SHOWN).map((title) => `Due for a look: ${safe(title)}`),
    ...stuck.slice(0, TITLES_SHOWN).map((title) => `On trial for over a month: ${safe(title)}`),
    ...(undecided.worst
      ? [`${count(undecided.total, 'item')} to decide, first: ${undecided.worst.rank}. ${safe(undecided.worst.title)}`]
      : []),
    ...(awaitingSecond > 0 ? [`${count(awaitingSecond, 'decision')} waiting for a second person`] : []),
    ...(unacknowledged.length > 0
      ? [
          `To acknowledge: ${unacknowledged
            .slice(0, 8)
            .map(({ ownerId, endpoints }) => `${person(ownerId)} (${endpoints})`)
            .join(', ')}`,
        ]
      : []),
    ...(openQuestions.length > 0
      ? [
          `To answer: ${openQuestions
            .slice(0, 8)
            .map(({ ownerId, questions }) => `${person(ownerId)} (${questions})`)
            .join(', ')}`,
        ]
      : []),
    ...acceptedUntil.slice(0, 5).map(({ title, until }) => `Accepted until ${until}: ${safe(title)}`),
    ...(fixed > 0 ? [`${count(fixed, 'item')} fixed this week`] : []),
    ...(cameBack > 0 ? [`${count(cameBack, 'item')} found again this week`] : []),
    ...(shadows > 0 ? [`${count(shadows, 'shadow endpoint')} in the inventory`] : []),
    ...(unknown > 0 ? [`${count(unknown, 'check')} could not be made: neither good nor bad`] : []),
    ...(trend ? [trend] : []),
  ];
  return `*${safe(review.name)}*\n${lines.length > 0 ? lines.map((line) => `• ${line}`).join('\n') : 'Nothing to do.'}`;
}

export function scheduleForm(channelId: string, current: DigestSchedule | undefined, timezone: string): ModalView {
  const days = WEEKDAYS.map((_, index) => ({ text: words(DAYS[index] ?? ''), value: String(index + 1) }));
  const chosen = days[(current?.weekday ?? 1) - 1];
  return form(VIEWS.schedule, { about: channelId, title: 'Weekly digest', submit: 'Save' }, [
    field('weekday', 'Day', {
      type: 'static_select',
      action_id: 'weekday',
      options: days,
      ...(chosen && { initial_option: chosen }),
    }),
    field('at', 'Time', { type: 'timepicker', action_id: 'at', initial_time: current?.at ?? '09:00' }),
    field(
      'timezone',
      'Time zone',
      { type: 'plain_text_input', action_id: 'timezone', initial_value: current?.timezone ?? timezone },
      { hint: 'As in Europe/Berlin or America/New_York' },
    ),
  ]);
}
