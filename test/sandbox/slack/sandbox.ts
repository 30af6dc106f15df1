import { once } from 'node:events';
import { Delivery } from './delivery.ts';
import { HttpTransport } from './delivery-http.ts';
import { SocketTransport } from './delivery-socket.ts';
import { type Fault, Faults } from './faults.ts';
import { Passes } from './passes.ts';
import { type Click, People, type Seen } from './people.ts';
import { Rates } from './rates.ts';
import { type CallListener, type RecordedCall, type RecordedDelivery, Recorder } from './recorder.ts';
import { channelScreen, contentText, viewText } from './screen.ts';
import { seed } from './seed.ts';
import { createSlackServer } from './server.ts';
import type { Channel, Ephemeral, FileUpload, Group, Message, User } from './things.ts';
import { manifestScopes, Tokens } from './tokens.ts';
import { until } from './until.ts';
import { Workspace } from './workspace.ts';

export interface SandboxOptions {
  /** The workspace's clock, in milliseconds. With one of its own, retries wait for `retryNow`. */
  now?: () => number;
  port?: number;
  /** Changes the workspace before anybody uses it. */
  seed?: (workspace: Workspace) => void;
  /** What the bot token may do; the manifest's scopes unless said otherwise. */
  scopes?: readonly string[];
  /** False only where speed is measured. */
  rateLimits?: boolean;
  /** How long the app has to acknowledge: Slack's three seconds, or less for a test that waits for it. */
  ackWithinMs?: number;
}

export type { Click, Fault, RecordedCall, RecordedDelivery, Seen };

/** A strict Slack workspace on this machine, and people in it who type, click and read. */
export interface SlackSandbox {
  apiUrl: string;
  teamId: string;
  appId: string;
  botUserId: string;
  botToken: string;
  appToken: string;
  signingSecret: string;
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
  }): Promise<Seen & { errors?: Record<string, string> }>;
  dismiss(o: { as: string }): Promise<void>;
  suggestions(label: string, query: string, o: Click): Promise<string[]>;
  say(text: string, o: { as: string; in: string; thread?: string }): Promise<string>;
  edit(ts: string, text: string, o: { as: string; in: string }): Promise<void>;
  remove(ts: string, o: { as: string; in: string }): Promise<void>;
  openHome(o: { as: string; tab?: 'home' | 'messages' }): Promise<void>;
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
  /** Delivers an event a second time, though it was acknowledged. */
  deliverAgain(delivery: RecordedDelivery): Promise<void>;
  /** How many Socket Mode connections the app holds open. */
  sockets(): number;
  /** Slack asks the app to reconnect its sockets, or breaks them without a word. */
  refreshSockets(): void;
  dropSockets(): void;
  /** An administrator removes the app: its tokens die, then it is told. */
  uninstall(): Promise<void>;
  stop(): Promise<void>;
}

export async function startSlackSandbox(options: SandboxOptions = {}): Promise<SlackSandbox> {
  const now = options.now ?? Date.now;
  const workspace = new Workspace(now);
  seed(workspace);
  options.seed?.(workspace);
  const tokens = new Tokens(options.scopes ?? manifestScopes);
  const passes = new Passes(now);
  const recorder = new Recorder();
  const faults = new Faults();
  const deadlineMs = options.ackWithinMs ?? 3_000;
  const http = new HttpTransport({ signingSecret: tokens.signingSecret, deadlineMs });
  const socket = new SocketTransport({
    appId: workspace.appId,
    deadlineMs,
    // What was not acknowledged before comes first over the new connection.
    onConnect: () => void delivery.retryNow(),
    onChange: () => workspace.changed(),
  });
  const world = { workspace, passes, origin: '', newSocketUrl: () => socket.newUrl(world.origin) };
  const rates = new Rates(now, options.rateLimits ?? true);
  const server = createSlackServer({
    world,
    tokens,
    rates,
    recorder,
    faults,
    onUpgrade: (request, duplex) => socket.accept(request, duplex),
  });
  const delivery = new Delivery({
    workspace,
    recorder,
    faults,
    tokens,
    transports: [socket, http],
    timed: options.now === undefined,
  });
  workspace.emit = (event, channel) => void delivery.event(event, channel);
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The sandbox has no port.');
  world.origin = `http://127.0.0.1:${address.port}`;
  const people = new People(world, delivery);

  return {
    apiUrl: `${world.origin}/api/`,
    teamId: workspace.team.id,
    appId: workspace.appId,
    botUserId: workspace.botUserId,
    botToken: tokens.botToken,
    appToken: tokens.appToken,
    signingSecret: tokens.signingSecret,
    workspace,
    users: workspace.users,
    channels: workspace.channels,
    groups: workspace.groups,
    files: workspace.files,
    messages: workspace.messages,
    ephemerals: workspace.ephemerals,
    deliverTo: (url) => http.deliverTo(url),
    command: (text, o) => people.command(text, o),
    click: (label, o) => people.click(label, o),
    submit: (o) => people.submit(o),
    dismiss: (o) => people.dismiss(o),
    suggestions: (label, query, o) => people.suggestions(label, query, o),
    say: (text, o) => people.say(text, o),
    edit: (ts, text, o) => people.edit(ts, text, o),
    remove: (ts, o) => people.remove(ts, o),
    openHome: (o) => people.openHome(o),
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
    async deliverAgain(one) {
      await delivery.again(one);
    },
    sockets: () => socket.connections,
    refreshSockets: () => socket.refresh(),
    dropSockets: () => socket.drop(),
    async uninstall() {
      tokens.bot.active = false;
      await Promise.all([
        delivery.event({
          type: 'tokens_revoked',
          tokens: { oauth: [], bot: [workspace.botUserId] },
          event_ts: workspace.nextTs(),
        }),
        delivery.event({ type: 'app_uninstalled', event_ts: workspace.nextTs() }),
      ]);
    },
    async stop() {
      http.deliverTo(undefined);
      socket.drop();
      server.close();
      server.closeAllConnections();
      await delivery.stop();
    },
  };
}
