import type { Fault } from './faults.ts';
import { click, suggestions } from './people/click.ts';
import { command } from './people/command.ts';
import { dismiss, submit } from './people/submit.ts';
import { changeGroup, edit, openHome, remove, say, stopAnswer } from './people/talk.ts';
import type { Click, Seen } from './people.ts';
import { openWorkspace, type Platform, startPlatform } from './platform.ts';
import type { CallListener, RecordedCall, RecordedDelivery } from './recorder.ts';
import { channelScreen, contentText, viewText } from './screen.ts';
import type { Channel, Ephemeral, FileUpload, Group, Message, User } from './things.ts';
import { until } from './until.ts';
import type { Team, Upload, Workspace } from './workspace.ts';

export interface SandboxOptions {
  /**
   * The workspace's clock, in milliseconds: timestamps, triggers, response urls and rates go by it (one that stands
   * still refills no rate). With one of its own, retries of events wait for `retryNow`.
   */
  now?: () => number;
  port?: number;
  /** Changes the workspace before anybody uses it. */
  seed?: (workspace: Workspace) => void;
  /** What the bot token may do; the manifest's scopes unless said otherwise. */
  scopes?: readonly string[];
  /** False only where speed is measured. */
  rateLimits?: boolean;
}

/** A strict Slack workspace on this machine, and people in it who type, click and read. */
export interface SlackSandbox {
  apiUrl: string;
  teamId: string;
  appId: string;
  botUserId: string;
  botToken: string;
  appToken: string;
  signingSecret: string;
  clientId: string;
  clientSecret: string;
  workspace: Workspace;
  users: ReadonlyMap<string, User>;
  channels: ReadonlyMap<string, Channel>;
  groups: ReadonlyMap<string, Group>;
  files: ReadonlyMap<string, FileUpload>;
  messages: readonly Message[];
  ephemerals: readonly Ephemeral[];
  /** HTTP delivery: the app's `/slack/events`. Without an address nothing reaches the app. */
  deliverTo(url?: string): void;
  command(text: string, o: { as: string; in: string }): Promise<Seen>;
  click(label: string, o: Click): Promise<Seen>;
  submit(o: {
    as: string;
    values?: Record<string, string | string[]>;
    /** By the label of the field they are put into. */
    files?: Record<string, Upload[]>;
  }): Promise<Seen & { errors?: Record<string, string> }>;
  dismiss(o: { as: string }): Promise<void>;
  suggestions(label: string, query: string, o: Click): Promise<string[]>;
  say(text: string, o: { as: string; in: string; thread?: string; files?: Upload[] }): Promise<string>;
  edit(ts: string, text: string, o: { as: string; in: string }): Promise<void>;
  remove(ts: string, o: { as: string; in: string }): Promise<void>;
  /** Who is in a user group from now on. */
  changeGroup(groupId: string, members: readonly string[]): Promise<void>;
  openHome(o: { as: string; tab?: 'home' | 'messages' }): Promise<void>;
  /** Stops the answer to what they wrote. */
  stopAnswer(ts: string, o: { as: string }): Promise<void>;
  home(o: { as: string }): string | undefined;
  screen(channel: string, o?: { thread?: string; as?: string }): string;
  whispers(o?: { as?: string }): string[];
  modal(o: { as: string }): string | undefined;
  /** The id of the direct conversation between a person and the app. */
  directMessage(user: string): string;
  calls: readonly RecordedCall[];
  deliveries: readonly RecordedDelivery[];
  /** `method` is a Web API method, `response_url`, `delivery`, or `delivery.` and event, command or interaction. */
  fail(method: string, fault: Fault, o?: { times?: number }): void;
  onCall(listener: CallListener): () => void;
  onChange(listener: () => void): () => void;
  until(condition: () => boolean | undefined, o?: { withinMs?: number; what?: string }): Promise<void>;
  /** Makes all waiting retries of events now; says how many there were. */
  retryNow(): Promise<number>;
  /** Slack's three seconds are over now, for everything that waits for an acknowledgement. */
  timeOutNow(): void;
  /** Delivers an event a second time, though it was acknowledged. */
  deliverAgain(delivery: RecordedDelivery): Promise<void>;
  /** Keeps events back; what it returns lets them go, in their order or turned round. Nobody waits for held events. */
  holdEvents(): (order?: 'reversed') => Promise<void>;
  /** Whether the app echoes Slack's challenge, as it must before Slack accepts its address. */
  verifyAddress(): Promise<boolean>;
  /** How many Socket Mode connections the app holds open. */
  sockets(): number;
  /** Slack asks the app to reconnect its sockets, or breaks them without a word. */
  refreshSockets(): void;
  dropSockets(): void;
  /** A person reads the app's request to be installed and allows it: the address Slack sends their browser back to. */
  approveInstall(authorizeUrl: string, o: { as: string }): string;
  /** One more workspace in the same Slack; its ids carry the mark (`U2LEA`). Only the first one's `stop` stops all. */
  addWorkspace(team: { id: string; name: string; domain: string }, mark: string): SlackSandbox;
  /** An administrator removes the app: its tokens die, then it is told. */
  uninstall(): Promise<void>;
  stop(): Promise<void>;
}

export async function startSlackSandbox(options: SandboxOptions = {}): Promise<SlackSandbox> {
  const team = { id: 'TSANDBOX', name: 'Sandbox', domain: 'sandbox' };
  const platform = await startPlatform({
    firstTeamId: team.id,
    now: options.now ?? Date.now,
    timedRetries: options.now === undefined,
    rateLimits: options.rateLimits ?? true,
    port: options.port ?? 0,
  });
  return sandboxOf(platform, team, '', options);
}

/** One workspace of a running Slack, as a test sees it. */
function sandboxOf(
  platform: Platform,
  team: Team,
  mark: string,
  options: Pick<SandboxOptions, 'seed' | 'scopes'> = {},
): SlackSandbox {
  const { tokens, recorder, faults, http, socket } = platform;
  const bot = tokens.bot(team.id, options.scopes);
  const desk = openWorkspace(platform, team, mark);
  const { world, delivery } = desk;
  const { workspace } = world;
  options.seed?.(workspace);

  return {
    apiUrl: `${world.origin}/api/`,
    teamId: team.id,
    appId: workspace.appId,
    botUserId: workspace.botUserId,
    botToken: bot.secret,
    appToken: tokens.appToken,
    signingSecret: tokens.signingSecret,
    clientId: tokens.clientId,
    clientSecret: tokens.clientSecret,
    workspace,
    users: workspace.users,
    channels: workspace.channels,
    groups: workspace.groups,
    files: workspace.files,
    messages: workspace.messages,
    ephemerals: workspace.ephemerals,
    deliverTo: (url) => http.deliverTo(url),
    command: (text, o) => command(desk, text, o),
    click: (label, o) => click(desk, label, o),
    submit: (o) => submit(desk, o),
    dismiss: (o) => dismiss(desk, o),
    suggestions: (label, query, o) => suggestions(desk, label, query, o),
    say: (text, o) => say(desk, text, o),
    edit: (ts, text, o) => edit(desk, ts, text, o),
    remove: (ts, o) => remove(desk, ts, o),
    changeGroup: (groupId, members) => changeGroup(desk, groupId, members),
    openHome: (o) => openHome(desk, o),
    stopAnswer: (ts, o) => stopAnswer(desk, ts, o),
    home(o) {
      const home = workspace.homes.get(o.as);
      return home && viewText(home);
    },
    screen: (channel, o = {}) => channelScreen(workspace, workspace.channel(channel).id, o),
    whispers: (o = {}) => workspace.ephemerals.filter((one) => !o.as || one.to === o.as).map(contentText),
    modal(o) {
      const top = workspace.modals.get(o.as)?.at(-1);
      return top && viewText(top);
    },
    directMessage: (user) => workspace.directMessage(user).id,
    calls: recorder.calls,
    deliveries: recorder.deliveries,
    fail: (method, fault, o = {}) => faults.order(method, fault, o.times ?? 1),
    onCall: (listener) => recorder.onCall(listener),
    onChange: (listener) => workspace.onChange(listener),
    until: (condition, o = {}) => until(workspace, condition, o),
    retryNow: () => delivery.retryNow(),
    timeOutNow: () => delivery.timeOutNow(),
    async deliverAgain(one) {
      await delivery.again(one);
    },
    holdEvents: () => delivery.hold(),
    verifyAddress: () => http.verify(),
    sockets: () => socket.connections,
    refreshSockets: () => socket.refresh(),
    dropSockets: () => socket.drop(),
    approveInstall(authorizeUrl, o) {
      const { searchParams } = new URL(authorizeUrl);
      if (searchParams.get('client_id') !== tokens.clientId) throw new Error('Slack knows no app by this client id.');
      workspace.user(o.as);
      const redirectUri = searchParams.get('redirect_uri');
      const scopes = searchParams.get('scope')?.split(/[ ,]+/) ?? [];
      const back = new URL(redirectUri ?? 'http://127.0.0.1/slack/oauth_redirect');
      back.searchParams.set('code', tokens.consent({ teamId: team.id, user: o.as, scopes, redirectUri }));
      back.searchParams.set('state', searchParams.get('state') ?? '');
      return back.href;
    },
    addWorkspace: (other, otherMark) => sandboxOf(platform, other, otherMark),
    async uninstall() {
      bot.active = false;
      const revoked = { oauth: [], bot: [workspace.botUserId] };
      await Promise.all([
        delivery.event({ type: 'tokens_revoked', tokens: revoked, event_ts: workspace.nextTs() }),
        delivery.event({ type: 'app_uninstalled', event_ts: workspace.nextTs() }),
      ]);
    },
    stop: () => platform.stop(),
  };
}
