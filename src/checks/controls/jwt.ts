/** The one JWT rule that applies to a saved operation: its policy must hold, or the action runs. */
import type { Endpoint } from '../../inventory/endpoint.ts';
import { parse } from '../../rules/index.ts';
import type { SectionValues, Snapshot } from '../snapshot.ts';
import { isTorn } from '../torn.ts';
import { type Control, control, type Witness } from './control.ts';
import type { Prover } from './prover.ts';
import type { Given } from './suppose.ts';
import { requestFor } from './witness.ts';

type JwtRule = SectionValues['jwtRules'][number];

export const NO_TOKEN: Given = { 'is_jwt_valid()': false, 'is_jwt_present()': false };

export function jwt(endpoint: Endpoint, snapshot: Snapshot, prover: Prover): Control {
  const section = snapshot.sections.jwtRules;
  if (section.state === 'not_entitled') return control('unavailable');
  // the rule that is missing may come before the one that is there
  if (section.state !== 'read' || isTorn(snapshot, 'jwtRules')) return control('unknown');
  const { operationId } = endpoint;
  if (operationId === undefined) return control(isTorn(snapshot, 'operations') ? 'unknown' : 'uncovered');
  const found = ruleFor(section.value, endpoint.host, operationId);
  if (!found) return control('uncovered');
  return found.isSure ? judge(found.rule, endpoint, prover) : control('unknown', 'off', [subjectOf(found.rule)]);
}

/** The one rule that applies to an operation: the first that selects it. Not sure where its selector says nothing. */
export function ruleFor(
  rules: readonly JwtRule[],
  host: string,
  operationId: string,
): { rule: JwtRule; isSure: boolean } | undefined {
  for (const rule of rules) {
    const applies = rule.enabled ? selects(rule, host, operationId) : false;
    if (applies !== false) return { rule, isSure: applies === true };
  }
  return undefined;
}

const subjectOf = (rule: JwtRule) => `jwt-rule:${rule.id}`;

function judge(rule: JwtRule, endpoint: Endpoint, prover: Prover): Control {
  const name = subjectOf(rule);
  if (rule.action !== 'log' && rule.action !== 'block') return control('unknown', 'off', [name]);
  const mode = rule.action === 'log' ? 'log' : 'enforce';
  if (prover.holds([rule.expression], endpoint) === 'always') return control('uncovered'); // it never fires
  switch (prover.holds([rule.expression], endpoint, NO_TOKEN)) {
    case 'never':
      return control('covered', mode, [name]);
    case 'not_understood':
      return control('unknown', 'off', [name]);
    default:
      return control('bypassable', mode, [name]); // some request without a token passes
  }
}

/** A request without a token, which the policy turns away or lets pass. */
export function jwtWitness(
  { verdict, mode, rules }: Control,
  endpoint: Endpoint,
  { sections: { jwtRules } }: Snapshot,
  known: Given,
): Witness | undefined {
  const rule = jwtRules.state === 'read' ? jwtRules.value.find((each) => rules.includes(subjectOf(each))) : undefined;
  if (!rule || (verdict !== 'covered' && verdict !== 'bypassable')) return undefined;
  const passes = verdict === 'bypassable';
  const wanted = [{ expression: parse(rule.expression), holds: passes }];
  const request = requestFor(wanted, endpoint, { ...known, ...NO_TOKEN });
  const does = mode === 'log' ? 'logged' : 'stopped';
  const because = passes ? `${subjectOf(rule)} lets it pass without a token` : `${does} by ${subjectOf(rule)}`;
  return request && { ...request, because };
}

/** Undefined where the selector says nothing: what an empty one covers is not documented. */
export function selects(rule: JwtRule, endpointHost: string, operationId: string): boolean | undefined {
  const { include, exclude } = rule.selector;
  const names = (hosts: readonly string[]) => hosts.some((host) => host.toLowerCase() === endpointHost);
  if (exclude.some((part) => part.operationIds.includes(operationId) || names(part.host))) return false;
  if (include.length === 0) return undefined;
  return include.some((part) => names(part.host) || part.operationIds.includes(operationId));
}
