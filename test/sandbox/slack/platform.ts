import { once } from 'node:events';
import { Delivery } from './delivery.ts';
import { HttpTransport } from './delivery-http.ts';
import { SocketTransport } from './delivery-socket.ts';
import { Faults } from './faults.ts';
import { Passes } from './passes.ts';
import type { Desk } from './people.ts';
import { Rates } from './rates.ts';
import { Recorder } from './recorder.ts';
import { seed } from './seed.ts';
import { createSlackServer } from './server.ts';
import { Tokens } from './tokens.ts';
import type { World } from './web-api/method.ts';
import { type Team, Workspace } from './workspace.ts';

interface PlatformOptions {
  firstTeamId: string;
  now: () => number;
  timedRetries: boolean;
  rateLimits: boolean;
  port: number;
}

/** What all workspaces of one Slack share: the server, the tokens, the ways to the app, the record. */
export interface Platform {
  options: PlatformOptions;
  origin: string;
  worlds: Map<string, World>;
  deliveries: Delivery[];
  tokens: Tokens;
  recorder: Recorder;
  faults: Faults;
  http: HttpTransport;
  socket: SocketTransport;
  stop(): Promise<void>;
}

export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const worlds = new Map<string, World>();
  const deliveries: Delivery[] = [];
  const tokens = new Tokens(options.firstTeamId);
  const recorder = new Recorder();
  const faults = new Faults();
  const http = new HttpTransport({ signingSecret: tokens.signingSecret });
  const socket = new SocketTransport({
    appId: 'ASANDBOX',
    onChange() {
      for (const { workspace } of worlds.values()) workspace.changed();
    },
    onConnect() {
      // What was not acknowledged before comes first over the new connection.
      for (const delivery of deliveries) void delivery.retryNow();
    },
  });
  const server = createSlackServer({
    worlds,
    tokens,
    recorder,
    faults,
    onUpgrade: (request, duplex) => socket.accept(request, duplex),
  });
  server.listen(options.port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The sandbox has no port.');
  return {
    options,
    origin: `http://127.0.0.1:${address.port}`,
    worlds,
    deliveries,
    tokens,
    recorder,
    faults,
    http,
    socket,
    async stop() {
      http.deliverTo(undefined);
      socket.drop();
      server.close();
      server.closeAllConnections();
      await Promise.all(deliveries.map((one) => one.stop()));
    },
  };
}

/** Opens one workspace, with its people in it. */
export function openWorkspace(platform: Platform, team: Team, mark: string): Desk {
  const { options, origin, tokens, recorder, faults, http, socket } = platform;
  const workspace = new Workspace(options.now, team, mark);
  seed(workspace);
  const world: World = {
    workspace,
    passes: new Passes(options.now),
    rates: new Rates(options.now, options.rateLimits),
    origin,
    newSocketUrl: () => socket.newUrl(origin),
  };
  const delivery = new Delivery({
    workspace,
    recorder,
    faults,
    tokens,
    transports: [socket, http],
    timed: options.timedRetries,
  });
  workspace.fileOrigin = origin;
  workspace.emit = (event, channel) => void delivery.event(event, channel);
  platform.worlds.set(team.id, world);
  platform.deliveries.push(delivery);
  return { world, delivery, chosen: new Map() };
}
