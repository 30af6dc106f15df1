/** Every command, button, form and event on one screen. */
import type { App } from '@slack/bolt';
import { z } from 'zod';
import { ACTIONS, CHOOSE, DECIDE, HomePageValue, Menu, NARROW, VIEWS } from '../messages/action-ids.ts';
import { PROMPTS } from '../messages/understood.ts';
import { setSession, stopSession, suggestPrompts } from '../publish/agent-pane.ts';
import { acknowledgeAll } from './actions/acknowledge.ts';
import { closeReview, exportOf, inventoryOf, remediationOf, scanAgain } from './actions/card.ts';
import type { Click } from './actions/click.ts';
import { approve, decideItem, decline, openAcceptRisk } from './actions/decision.ts';
import { changeSchedule, mute, whyDigest } from './actions/digest.ts';
import { handOver } from './actions/hand-over.ts';
import { connectFromHome, startFromHome } from './actions/home.ts';
import { clearFilters, narrow, otherPage, wholeList } from './actions/inquiry.ts';
import { applyChosenOwners, applyOwners, chooseOwners, dismissOwners } from './actions/owner-proposal.ts';
import { chooseAnswer, confirmAnswer, openAnswerForm, stillSo } from './actions/question.ts';
import { cancelQuoted, startQuoted } from './actions/quote.ts';
import { remindLater } from './actions/remind-later.ts';
import { showFix } from './actions/show-fix.ts';
import { showRequest } from './actions/show-request.ts';
import { keepLogging, promote, rollBack } from './actions/stage.ts';
import { runCommand } from './commands/index.ts';
import { showHome } from './events/home.ts';
import { changeMembers } from './events/members.ts';
import { editedReply, reply } from './events/reply.ts';
import { fromSlack } from './from-slack.ts';
import { type Deps, inTurn, settle, type Turn, UserError } from './listener.ts';
import { unmute } from './mark-item.ts';
import {
  acceptRisk,
  answerFromForm,
  assignFromForm,
  connectFromForm,
  documentsFromForm,
  markFromForm,
  reassign,
  remindersFromForm,
  scheduleFromForm,
  startFromForm,
} from './views/forms.ts';
import type { Submission } from './views/submission.ts';

const CLICKS = new Map<string, ClickListener>([
  [ACTIONS.startQuoted, startQuoted],
  [ACTIONS.cancelQuoted, cancelQuoted],
  [ACTIONS.showInventory, inventoryOf],
  [ACTIONS.showRemediation, remediationOf],
  [ACTIONS.exportReview, exportOf],
  [ACTIONS.scanAgain, scanAgain],
  [ACTIONS.closeReview, closeReview],
  [ACTIONS.acknowledge, acknowledgeAll],
  [ACTIONS.notMine, handOver],
  [ACTIONS.reassign, handOver],
  [ACTIONS.remindLater, remindLater],
  [ACTIONS.applyOwners, applyOwners],
  [ACTIONS.chooseOwners, chooseOwners],
  [ACTIONS.dismissOwners, dismissOwners],
  [ACTIONS.answerByForm, openAnswerForm],
  [ACTIONS.correctAnswer, confirmAnswer],
  [ACTIONS.editAnswer, openAnswerForm],
  [ACTIONS.stillSo, stillSo],
  [ACTIONS.showRequest, showRequest],
  [ACTIONS.showFix, showFix],
  [ACTIONS.acceptRisk, openAcceptRisk],
  [ACTIONS.unmute, unmute],
  [ACTIONS.approve, approve],
  [ACTIONS.decline, decline],
  [ACTIONS.promote, promote],
  [ACTIONS.keepLogging, keepLogging],
  [ACTIONS.rollBack, rollBack],
  [ACTIONS.muteDigest, mute],
  [ACTIONS.changeSchedule, changeSchedule],
  [ACTIONS.whyDigest, whyDigest],
  [ACTIONS.homeStart, startFromHome],
  [ACTIONS.homeConnect, connectFromHome],
  [ACTIONS.previousPage, otherPage],
  [ACTIONS.nextPage, otherPage],
  [ACTIONS.fullList, wholeList],
  [ACTIONS.clearFilters, clearFilters],
]);

const FORMS = new Map<string, (turn: Turn, form: Submission) => Promise<void>>([
  [VIEWS.start, startFromForm],
  [VIEWS.connect, connectFromForm],
  [VIEWS.reassign, reassign],
  [VIEWS.assign, assignFromForm],
  [VIEWS.chooseOwners, applyChosenOwners],
  [VIEWS.answer, answerFromForm],
  [VIEWS.acceptRisk, acceptRisk],
  [VIEWS.mark, markFromForm],
  [VIEWS.schedule, scheduleFromForm],
  [VIEWS.documents, documentsFromForm],
  [VIEWS.reminders, remindersFromForm],
]);

const Context = z.object({ intakeId: z.string(), late: z.boolean() });
const noAck = async () => {};

/** A message stays in its channel for years; what its buttons once meant may be gone. */
const outdatedButton = async () => {
  throw new UserError('This button is from an older version, and nothing was changed. Type `/api-review status`.');
};
const outdatedForm = async () => {
  throw new UserError('This form is from an older version, and nothing was saved. Type `/api-review status`.');
};

type ClickListener = (turn: Turn, click: Click, actionId: string) => Promise<void>;

function listenerFor(actionId: string): ClickListener {
  const known = CLICKS.get(actionId);
  if (known) return known;
  if (CHOOSE.test(actionId)) return chooseAnswer;
  if (DECIDE.test(actionId)) return (turn, click) => decideItem(turn, click, actionId.replace(DECIDE, ''));
  const menu = Menu.safeParse(actionId.replace(NARROW, ''));
  if (NARROW.test(actionId) && menu.success) return (turn, click) => narrow(turn, click, menu.data);
  return outdatedButton;
}

export function register(app: App, deps: Deps): void {
  app.command(/^/, async ({ command, context }) => {
    const { intakeId } = Context.parse(context);
    const { channel_id: channelId, response_url: responseUrl, user_id: userId, trigger_id: triggerId } = command;
    const occasion = {
      intakeId,
      kind: 'command',
      userId,
      answerTo: { address: responseUrl },
      triggerId,
      ack: noAck,
    } as const;
    await inTurn(deps, occasion, (turn) =>
      runCommand(turn, fromSlack(command.text), { channelId, responseUrl, intakeId }),
    );
  });

  app.action(/^/, async ({ body, context }) => {
    const { actions, channel, container, response_url: address, user, trigger_id: triggerId } = Clicked.parse(body);
    const [{ action_id: actionId, block_id: blockId, value: pressed, selected_option: chosen, selected_user: named }] =
      actions;
    const value = pressed ?? chosen?.value ?? named ?? '';
    const answerTo = { address, channelId: channel?.id };
    const { intakeId } = Context.parse(context);
    if (actionId === ACTIONS.homeNext || actionId === ACTIONS.homePrevious) {
      await settle(deps, intakeId);
      deps.afterwards(() => showHome(deps, user.id, Number(HomePageValue.parse(value))));
      return;
    }
    const clicked = clickedOn(channel?.id, container, address);
    const occasion = { intakeId, kind: 'action', userId: user.id, answerTo, triggerId, clicked, ack: noAck } as const;
    const click = { value, channelId: channel?.id, inPrivate: container?.is_ephemeral === true, blockId, intakeId };
    await inTurn(deps, occasion, (turn) => listenerFor(actionId)(turn, click, actionId));
  });

  app.view(/^/, async ({ body, view, context, ack }) => {
    const answer = (response?: unknown) => (response === undefined ? ack() : ack(response as never));
    const occasion = {
      ...Context.parse(context),
      kind: 'view',
      userId: body.user.id,
      answerTo: {},
      ack: answer,
    } as const;
    const form: Submission = { metadata: view.private_metadata, values: StateValues.parse(view.state.values) };
    await inTurn(deps, occasion, (turn) => (FORMS.get(view.callback_id) ?? outdatedForm)(turn, form));
  });

  app.event('message', async ({ event, context }) => {
    const { intakeId } = Context.parse(context);
    const { channel, edited, user, ...message } = Said.parse(event);
    // Whoever speaks in a thread is looking at it. What is said to the app alone begins one.
    const threadTs = message.threadTs ?? (channel.startsWith('D') ? message.ts : undefined);
    const answerTo = { channelId: channel, threadTs };
    const occasion = { intakeId, kind: 'event', userId: user, answerTo, ack: noAck } as const;
    const session = channel.startsWith('D') && threadTs && !edited ? { channelId: channel, threadTs } : undefined;
    const shown = session && setSession(deps, session, 'processing');
    await inTurn(deps, occasion, (turn) => (edited ? editedReply : reply)(turn, { channelId: channel, ...message }));
    if (session) deps.afterwards(() => Promise.resolve(shown).then(() => setSession(deps, session, 'active')));
  });

  app.event('agent_session_stopped', async ({ event, context }) => {
    await settle(deps, Context.parse(context).intakeId);
    const session = { channelId: event.channel, threadTs: event.thread_ts };
    deps.afterwards(() => stopSession(deps, session, event.streaming_message_ts));
  });

  app.event('subteam_members_changed', async ({ event, context }) => {
    const { subteam_id: groupId, added_users: added = [], removed_users: removed = [] } = event;
    await changeMembers(deps, Context.parse(context).intakeId, { groupId, added, removed });
  });

  app.event('app_home_opened', async ({ event, context }) => {
    const { intakeId } = Context.parse(context);
    await settle(deps, intakeId);
    if (event.tab === 'home') deps.afterwards(() => showHome(deps, event.user));
    else deps.afterwards(() => suggestPrompts(deps, event.channel, PROMPTS));
  });
}

function clickedOn(
  channelId: string | undefined,
  container: z.infer<typeof Clicked>['container'],
  address: string | undefined,
) {
  const { is_ephemeral: isPrivate, message_ts: ts } = container ?? {};
  return channelId && ts && address && !isPrivate ? { channelId, ts, address } : undefined;
}

const StateValues = z.record(z.string(), z.record(z.string(), z.record(z.string(), z.unknown())));

const Clicked = z.object({
  user: z.object({ id: z.string() }),
  trigger_id: z.string(),
  response_url: z.string().optional(),
  channel: z.object({ id: z.string() }).optional(),
  container: z.object({ is_ephemeral: z.boolean().optional(), message_ts: z.string().optional() }).optional(),
  actions: z.tuple(
    [
      z.object({
        action_id: z.string(),
        block_id: z.string(),
        value: z.string().optional(),
        selected_user: z.string().optional(),
        selected_option: z.object({ value: z.string() }).optional(),
      }),
    ],
    z.unknown(),
  ),
});

/** A message as the intake kept it; of an edited one, what it says now. */
const Said = z
  .object({
    subtype: z.string().optional(),
    channel: z.string(),
    user: z.string().optional(),
    text: z.string(),
    ts: z.string(),
    thread_ts: z.string().optional(),
    addressed: z.boolean().default(false),
    lookingAt: z.string().optional(),
    files: z.array(z.object({ id: z.string(), name: z.string() })).default([]),
    message: z
      .object({ user: z.string(), text: z.string(), ts: z.string(), thread_ts: z.string().optional() })
      .optional(),
  })
  .transform(({ subtype, channel, addressed, lookingAt, files, message, ...own }) => {
    const said = subtype === 'message_changed' && message ? message : { ...own, user: own.user ?? '' };
    return {
      edited: subtype === 'message_changed',
      channel,
      user: said.user,
      text: fromSlack(said.text),
      ts: said.ts,
      threadTs: said.thread_ts,
      addressed,
      lookingAt,
      files,
    };
  });
