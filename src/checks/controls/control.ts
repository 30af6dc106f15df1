import type { ConcreteRequest } from '../../rules/index.ts';

/** The kinds of protection, in the order in which people are told of them. */
export const CONTROL_NAMES = [
  'rate-limit',
  'schema',
  'jwt',
  'mtls',
  'waf-managed',
  'waf-custom',
  'bots',
  'leaked-credentials',
  'access',
  'logging',
] as const;
/** One of them, as it stands for one endpoint. */
export type ControlName = (typeof CONTROL_NAMES)[number];

export type ControlVerdict = 'covered' | 'bypassable' | 'uncovered' | 'unknown' | 'unavailable';
export type Mode = 'enforce' | 'log' | 'off';
/** A request, and why it is stopped or gets through. */
export type Witness = ConcreteRequest & { because: string };
export type Control = {
  verdict: ControlVerdict;
  mode: Mode;
  rules: string[];
  /** Only where somebody asked for it: it may be a working bypass. */
  witness?: Witness;
  /** Where somebody asked for a witness and there is none: why. */
  noWitness?: string;
};

/** Leaked credentials are only asked of endpoints that take credentials. */
export type Controls = Record<Exclude<ControlName, 'leaked-credentials'>, Control> & {
  'leaked-credentials'?: Control;
};

export function control(verdict: ControlVerdict, mode: Mode = 'off', rules: readonly string[] = []): Control {
  return { verdict, mode, rules: rules.length < 2 ? [...rules] : [...new Set(rules)].sort() };
}

export function strictest(modes: readonly Mode[]): Mode {
  if (modes.includes('enforce')) return 'enforce';
  return modes.includes('log') ? 'log' : 'off';
}
