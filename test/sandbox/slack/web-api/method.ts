import type { Fields } from '../json.ts';
import type { Passes } from '../passes.ts';
import type { Rates, Tier } from '../rates.ts';
import type { Token } from '../tokens.ts';
import type { Workspace } from '../workspace.ts';

/** What a method may look at and change. */
export interface World {
  workspace: Workspace;
  passes: Passes;
  rates: Rates;
  /** Where this sandbox listens, without a slash at the end. */
  origin: string;
  /** A fresh address at which one Socket Mode connection may be opened. */
  newSocketUrl: () => string;
}

/** All workspaces, by team id. */
export type Worlds = ReadonlyMap<string, World>;

/** A refusal in Slack's own words. */
export class Refusal extends Error {
  readonly code: string;
  readonly more: Fields;

  constructor(code: string, more: Fields = {}) {
    super(code);
    this.code = code;
    this.more = more;
  }
}

export const invalidArguments = (...messages: string[]): Refusal =>
  new Refusal('invalid_arguments', { response_metadata: { messages: messages.map((one) => `[ERROR] ${one}`) } });

type Kind = 'string' | 'int' | 'bool' | 'json';
type ArgumentTable = Record<string, Kind | `${Kind}!`>;
type ValueOf<K> = K extends `string${string}`
  ? string
  : K extends `int${string}`
    ? number
    : K extends `bool${string}`
      ? boolean
      : unknown;

/** The arguments a table promises: with `!` always there, without it perhaps. */
export type ArgumentsOf<T extends ArgumentTable> = {
  [K in keyof T as T[K] extends `${string}!` ? K : never]: ValueOf<T[K]>;
} & { [K in keyof T as T[K] extends `${string}!` ? never : K]?: ValueOf<T[K]> };

export interface Method {
  tier: Tier;
  token: 'bot' | 'app';
  scopes: readonly string[];
  run(world: World, args: Fields, token: Token): Fields;
}

/** One Web API method: what it costs, what it needs, which arguments it takes, what it does. */
export function defineMethod<const T extends ArgumentTable>(definition: {
  tier: Tier;
  token?: 'bot' | 'app';
  scopes?: readonly string[];
  args: T;
  run: (world: World, args: ArgumentsOf<T>, token: Token) => Fields;
}): Method {
  return {
    tier: definition.tier,
    token: definition.token ?? 'bot',
    scopes: definition.scopes ?? [],
    run: (world, args, token) => definition.run(world, readArguments(definition.args, args), token),
  };
}

/** Every method takes these; the SDK adds `team_id` by itself. */
const alwaysAllowed = new Set(['token', 'team_id']);

export function readArguments<const T extends ArgumentTable>(table: T, given: Fields): ArgumentsOf<T> {
  const problems: string[] = [];
  const read: Fields = {};
  for (const name of Object.keys(given)) {
    if (!(name in table) && !alwaysAllowed.has(name)) problems.push(`unknown argument: ${name}`);
  }
  for (const [name, kind] of Object.entries(table)) {
    const value = given[name];
    if (value === undefined || value === null || (value === '' && kind.endsWith('!'))) {
      if (kind.endsWith('!')) problems.push(`missing required field: ${name}`);
      continue;
    }
    const converted = convert(kind.replace('!', ''), value);
    if (converted === undefined) problems.push(`must be ${describe[kind.replace('!', '')]} [json-pointer:/${name}]`);
    else read[name] = converted;
  }
  if (problems.length > 0) throw invalidArguments(...problems);
  return read as ArgumentsOf<T>;
}

const describe: Record<string, string> = {
  string: 'a string',
  int: 'an integer',
  bool: 'a boolean',
  json: 'valid JSON',
};

/** Form bodies carry everything as text, JSON bodies do not: both arrive here. */
function convert(kind: string, value: unknown): unknown {
  if (kind === 'string')
    return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
  if (kind === 'int') return /^-?\d+$/.test(String(value)) ? Number(value) : undefined;
  if (kind === 'bool') {
    if (value === true || value === 'true' || value === '1' || value === 1) return true;
    if (value === false || value === 'false' || value === '0' || value === 0) return false;
    return undefined;
  }
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
