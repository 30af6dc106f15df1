/** The weekly post of a channel: only what someone in it can act on. */
import type { ModalView } from '@slack/types';
import { isPersonal, isQuiet, type ReviewWeek } from '../review/digest.ts';
import { WEEKDAYS } from '../review/local-time.ts';
import type { DigestSchedule } from '../review/review.ts';
import { ACTIONS, VIEWS } from './action-ids.ts';
import { changeInOneClause } from './changes.ts';
import { field, form, words } from './form.ts';
import {
  actions,
  button,
  code,
  context,
  count,
  inline,
  type Message,
  message,
  moment,
  person,
  plain,
  safe,
  section,
} from './message.ts';
import { asBlock, chartInWords, isChart, trendChart, trendInWords } from './trend.ts';

const REVIEWS_SHOWN = 10;
const TITLES_SHOWN = 5;
const PEOPLE_SHOWN = 8;
const CHANGES_SHOWN = 3;
const UNCHANGED_SHOWN = 6;
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
    ? `API review digest: nothing waits for ${isPersonal(channelId) ? 'you' : 'anyone in this channel'}.`
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
        schedule ? `Every ${scheduleInWords(schedule)}` : 'Asked for just now; nothing is scheduled',
        ...(late ? ['this one is late'] : []),
        ...(schedule?.filter ? [`only ${filterInWords(schedule.filter)}`] : []),
      ].join(' · '),
    ),
    ...(schedule
      ? [
          actions(
            button('Mute', ACTIONS.muteDigest, channelId),
            button('Change schedule', ACTIONS.changeSchedule, channelId),
            button('Why did I get this?', ACTIONS.whyDigest, channelId),
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

/** Why a digest comes into this channel, and what of it is about the one who asks: as it stands now. */
export function digestBecause({ channelId, weeks, schedule }: DigestFacts, userId: string): Message {
  const yours = weeks.flatMap((week) => {
    const endpoints = week.unacknowledged.find(({ ownerId }) => ownerId === userId)?.endpoints ?? 0;
    const questions = week.openQuestions.find(({ ownerId }) => ownerId === userId)?.questions ?? 0;
    const parts = [
      ...(endpoints > 0 ? [`${count(endpoints, 'endpoint')} to acknowledge`] : []),
      ...(questions > 0 ? [`${count(questions, 'question')} to answer`] : []),
      ...(week.review.leadId === userId ? ['you lead it'] : []),
    ];
    return parts.length > 0 ? [`${safe(week.review.name, 80)}: ${parts.join(', ')}`] : [];
  });
  const why = schedule
    ? isPersonal(channelId)
      ? `Your own digest comes every ${scheduleInWords(schedule)}, because you asked for it ${moment(schedule.setAt)}. Only you see it.`
      : `The digest comes into <#${channelId}> every ${scheduleInWords(schedule)}, because ${person(schedule.setBy)} set it up ${moment(schedule.setAt)}. You see it as a member of this channel.`
    : isPersonal(channelId)
      ? 'You have no digest of your own any more: you asked for this one, or it was switched off since.'
      : `There is no schedule in <#${channelId}> now: somebody asked for this one, or it was switched off since.`;
  const about = `It tells ${schedule?.filter ? `only ${filterInWords(schedule.filter)} ` : ''}of ${isPersonal(channelId) ? 'what is yours in' : 'the reviews that are open here'}: ${inline(weeks, REVIEWS_SHOWN, ({ review }) => safe(review.name, 80)) || 'none now'}.`;
  const you =
    yours.length > 0
      ? `Of yours in it: ${inline(yours, REVIEWS_SHOWN, (each) => each)}.`
      : 'Nothing in it waits for you by name.';
  const mute = isPersonal(channelId)
    ? '`Mute` keeps it quiet for four weeks, `/api-review digest mine off` ends it.'
    : '`Mute` keeps it quiet for four weeks, for everybody here. `/api-review digest mine on mon 09:00` sends you what is yours in all reviews.';
  return plain(`${why} ${about} ${you} ${mute}`);
}

/** Only whoever asked sees it. Charts are left to the post itself, which says their figures too. */
export function digestPreview(facts: DigestFacts): Message {
  const { text, blocks } = weeklyDigest(facts);
  const quiet = isQuiet(facts.weeks)
    ? 'Nothing would be posted: nothing waits for anyone. This is what `digest now` brings.'
    : 'This is what would be posted now. Only you see it.';
  return message(`${quiet} ${text}`, [
    context(quiet),
    ...blocks.filter(({ type }) => type !== 'actions' && !isChart({ type })),
  ]);
}

/** Who is named is shown by name and is not notified. */
export const filterInWords = (filter: string) =>
  code(
    filter
      .replace(/<@([UW][A-Z0-9]+)(?:\|([^>]*))?>/g, (_, id, name) => `@${name || id}`)
      .replace(/<!subteam\^(S[A-Z0-9]+)(?:\|@?([^>]*))?>/g, (_, id, name) => `@${name || id}`),
  );

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
    [sum((week) => week.newShadows.length), 'new shadow endpoint', 'to look at'],
    [sum((week) => week.opened.length), 'item', 'opened this week'],
    [sum((week) => week.expiring.length), 'credential', 'running out'],
    [sum((week) => week.answersUntil.length), 'answer', 'to give anew'],
    [sum((week) => (week.overdueSince === undefined ? 0 : 1)), 'review', 'overdue'],
    [sum((week) => (week.scanFailed === undefined ? 0 : 1)), 'scan', 'not completed'],
  ] as const;
  return `${parts
    .filter(([n]) => n > 0)
    .map(([n, one, what]) => `${count(n, one)} ${what}`)
    .join(', ')}.`;
}

/** New lines first; what was said the last time too, in one. */
function weekInWords(week: ReviewWeek, now: Date): string {
  const lines = linesOf(week, now);
  const same = lines.filter((line) => week.toldBefore.includes(line));
  const told = [
    ...lines.filter((line) => !same.includes(line)),
    ...(same.length > 0 ? [`Unchanged: ${inline(same, UNCHANGED_SHOWN, (line) => line)}`] : []),
  ];
  return `*${safe(week.review.name)}*\n${told.length > 0 ? told.map((line) => `• ${line}`).join('\n') : 'Nothing to do.'}`;
}

/** One for each thing that somebody can act on; then what is good to know. */
export function linesOf(week: ReviewWeek, now: Date): string[] {
  const { undecided, awaitingSecond, fixed, cameBack, shadows, unknown, overdueSince, scanFailed, changes } = week;
  const { newShadows, opened } = week;
  const trend = trendInWords(week.readings, now);
  const titles = (list: readonly string[]) => inline(list, TITLES_SHOWN, (title) => safe(title));
  const people = <T extends { ownerId: string }>(list: readonly T[], n: (each: T) => number | string) =>
    inline(list, PEOPLE_SHOWN, (each) => `${person(each.ownerId)} (${n(each)})`);
  return [
    ...(scanFailed === undefined ? [] : [`:warning: The zone could not be read again: ${safe(scanFailed)}`]),
    ...(overdueSince === undefined ? [] : [`:warning: Overdue: all of it was to be done by ${overdueSince}`]),
    ...week.ready.slice(0, TITLES_SHOWN).map((title) => `:large_green_circle: Ready to enforce: ${safe(title)}`),
    ...week.due.slice(0, TITLES_SHOWN).map((title) => `Due for a look: ${safe(title)}`),
    ...week.stuck.slice(0, TITLES_SHOWN).map((title) => `On trial for over a month: ${safe(title)}`),
    ...week.expiring
      .slice(0, TITLES_SHOWN)
      .map(({ what, name, at }) => `Runs out on ${at.slice(0, 10)}: ${what} ${code(name, 80)}`),
    ...(newShadows.length > 0
      ? [
          `${count(newShadows.length, 'new shadow endpoint')}: ${inline(newShadows, TITLES_SHOWN, ({ key, ownerId }) => `${code(key, 120)} ${person(ownerId)}`)}`,
        ]
      : []),
    ...(opened.length > 0 ? [`${count(opened.length, 'item')} opened this week: ${titles(opened)}`] : []),
    ...(undecided.worst
      ? [`${count(undecided.total, 'item')} to decide, first: ${undecided.worst.rank}. ${safe(undecided.worst.title)}`]
      : []),
    ...(awaitingSecond > 0 ? [`${count(awaitingSecond, 'decision')} waiting for a second person`] : []),
    ...(week.unacknowledged.length > 0
      ? [`To acknowledge: ${people(week.unacknowledged, ({ endpoints }) => endpoints)}`]
      : []),
    ...(week.openQuestions.length > 0
      ? [`To answer: ${people(week.openQuestions, ({ questions }) => questions)}`]
      : []),
    ...(week.answersUntil.length > 0
      ? [`Answers that hold no longer soon: ${people(week.answersUntil, ({ until }) => `until ${until}`)}`]
      : []),
    ...week.acceptedUntil.slice(0, 5).map(({ title, until }) => `Accepted until ${until}: ${safe(title)}`),
    ...(fixed > 0 ? [`${count(fixed, 'item')} fixed this week`] : []),
    ...(cameBack > 0 ? [`${count(cameBack, 'item')} found again this week`] : []),
    ...(changes && changes.shown.length > 0
      ? [`Changed at Cloudflare: ${inline(changes.shown, CHANGES_SHOWN, changeInOneClause)}`]
      : []),
    ...(shadows > 0 ? [`${count(shadows, 'shadow endpoint')} in the inventory`] : []),
    ...(unknown > 0 ? [`${count(unknown, 'check')} could not be made: neither good nor bad`] : []),
    ...(trend ? [trend] : []),
  ];
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
