/** Snapshot, inventory and answers in, findings out: every check answers, and none is asked about what was not read. */
import { createHash } from 'node:crypto';
import type { Endpoint } from '../inventory/endpoint.ts';
import type { Approved } from './approved.ts';
import {
  type Answer,
  type Check,
  compareText,
  type Facts,
  type Finding,
  notEntitled,
  type Problem,
  unknown,
  worse,
} from './check.ts';
import { accountRulesetsOf } from './controls/effective-rules.ts';
import { createJudge, type Judge } from './controls/judge-controls.ts';
import type { Missing, Snapshot } from './snapshot.ts';
import { isTorn, TORN, withTornAsFailed } from './torn.ts';

export type World = {
  snapshot: Snapshot;
  endpoints: readonly Endpoint[];
  answers: readonly Answer[];
  /** Of earlier reviews of the zone; none where there was none. */
  approved?: readonly Approved[];
  /** Given by whoever asks about controls as well, so that they are judged once. */
  judge?: Judge;
};

const SHOWN = 50; // details kept per finding: the subjects are all there, their facts need not be

export function runChecks(checks: readonly Check[], world: World): Finding[] {
  const { endpoints, answers, approved = [] } = world;
  const snapshot = withAccountRulesets(world.snapshot);
  const { zone, account } = snapshot;
  const { controls, phases, tools } = world.judge ?? createJudge(snapshot);
  const common = {
    zone,
    account,
    now: new Date(snapshot.takenAt),
    endpoints,
    answers,
    approved,
    controls,
    phases,
    tools,
  };
  return checks.flatMap((check) =>
    toFindings(
      check,
      snapshot,
      unread(check, snapshot) ?? [...judge(check, snapshot, common), ...torn(check, snapshot)],
    ),
  );
}

function withAccountRulesets(snapshot: Snapshot): Snapshot {
  return { ...snapshot, sections: { ...snapshot.sections, accountRulesets: accountRulesetsOf(snapshot) } };
}

function judge(check: Check, snapshot: Snapshot, common: Parameters<Check['judge']>[1]): Problem[] {
  return check.judge(withTornAsFailed(snapshot, check.uses), common);
}

/** One answer for a check that could not be asked. What the plan lacks is said first: no permission would help. */
function unread(check: Check, snapshot: Snapshot): [Problem] | undefined {
  const missing = check.needs.flatMap((name): { name: string; state: Missing['state'] | 'torn'; detail: string }[] => {
    const section = snapshot.sections[name];
    if (section.state !== 'read') return [{ name, state: section.state, detail: section.detail }];
    return check.whole.includes(name) && isTorn(snapshot, name) ? [{ name, state: 'torn', detail: TORN }] : [];
  });
  const first = missing.find(({ state }) => state === 'not_entitled') ?? missing[0];
  if (!first) return undefined;
  const facts = { section: first.name, state: first.state, detail: first.detail };
  if (first.state === 'not_entitled') return [notEntitled(null, { facts })];
  // a section left out is one nobody looked at: that is no pass either
  return [unknown(null, first.state === 'skipped' ? 'failed' : first.state, { facts })];
}

/** What a torn list shows is true, but there may be more: said once beside the problems found. */
function torn(check: Check, snapshot: Snapshot): Problem[] {
  const lists = check.needs.filter((name) => isTorn(snapshot, name));
  return lists.length > 0 ? [unknown(null, 'torn', { facts: { lists } })] : [];
}

function toFindings(check: Check, snapshot: Snapshot, problems: readonly Problem[]): Finding[] {
  const groups = new Map<string, Problem[]>();
  for (const problem of problems) {
    const key = [problem.outcome, problem.reason ?? '', problem.cause ?? ''].join('\n');
    const group = groups.get(key);
    if (group) group.push(problem);
    else groups.set(key, [problem]);
  }
  const owner = check.scope === 'account' ? `account:${snapshot.account.id}` : `zone:${snapshot.zone.id}`;
  return [...groups]
    .map(([key, group]) => toFinding(check, `${owner}\n${check.id}\n${key}`, group))
    .sort((a, b) => ORDER.indexOf(a.outcome) - ORDER.indexOf(b.outcome) || compareText(a.id, b.id));
}

const ORDER = ['fail', 'unknown', 'not_entitled'];

function toFinding(check: Check, identity: string, group: readonly Problem[]): Finding {
  const [first] = group;
  const severity = group.map((problem) => problem.severity ?? check.severity).reduce(worse, 'info');
  return {
    id: createHash('sha256').update(identity).digest('hex').slice(0, 16),
    check: check.id,
    step: check.step,
    outcome: first?.outcome ?? 'fail',
    reason: first?.reason ?? null,
    severity,
    subjects: distinct(group.flatMap(({ subject }) => subject ?? [])),
    title: first?.title ?? check.title,
    evidence: evidence(group),
    evidenceKind: first?.outcome === 'fail' ? (first.evidenceKind ?? check.evidenceKind) : 'none',
    remediation: first?.fix ?? check.fix,
    standards: [...check.standards],
    touches: distinct(group.flatMap(({ touches }) => touches ?? [])),
    ...(first?.change ? { change: first.change } : {}),
  };
}

function evidence(group: readonly Problem[]): Facts {
  if (group.length === 1) return group[0]?.facts ?? {};
  const details = group
    .filter(({ facts }) => Object.keys(facts).length > 0)
    .sort((a, b) => compareText(a.subject ?? '', b.subject ?? ''))
    .map(({ subject, facts }) => ({ subject, ...facts }));
  if (details.length === 0) return {};
  return details.length > SHOWN ? { details: details.slice(0, SHOWN), more: details.length - SHOWN } : { details };
}

function distinct(list: readonly string[]): string[] {
  return [...new Set(list)].sort(compareText);
}
