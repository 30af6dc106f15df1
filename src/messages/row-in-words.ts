/** One row of an answer, in one line. `several` names its review as well. */
import { askedOf } from '../review/answers.ts';
import type { Ownership, Progress, Row, Waiting } from '../review/ask/answer.ts';
import { isFrom } from '../review/ask/facts.ts';
import { bankQuestion, choiceOf } from '../review/questions.ts';
import { changeInOneClause } from './changes.ts';
import { controlInWords } from './control-words.ts';
import { sensitivityInWords } from './endpoint-words.ts';
import { amount, code, count, inline, person, safe } from './message.ts';
import { because } from './owner-message.ts';
import { choiceInWords, decisionInWords } from './remediation-list.ts';
import { stateInWords } from './review-state.ts';
import { thingsToDo } from './waiting.ts';

export function rowInWords(row: Row, several: boolean): string {
  const of = (name: string) => (several ? ` · ${safe(name, 80)}` : '');
  switch (row.kind) {
    case 'waiting':
      return `${waitingInWords(row.waiting)}${of(row.waiting.review.name)}`;
    case 'scan':
      return `${row.failed ? ':x: The scan could not be completed' : ':hourglass_flowing_sand: The scan is under way'} · ${safe(row.review.name, 80)}`;
    case 'endpoint':
      return `${endpointInWords(row)}${of(row.row.review.name)}`;
    case 'ownership':
      return `${ownershipInWords(row.ownership)}${of(row.ownership.review.name)}`;
    case 'acknowledgement':
      return `${acknowledgementInWords(row.ownership)}${of(row.ownership.review.name)}`;
    case 'item': {
      const { item, decision, severities } = row.row;
      const stands = decision ? ` · ${decisionInWords(decision)}` : ` · proposed: ${choiceInWords(item.proposed)}`;
      const severity = severities[0] ? `${severities[0]} · ` : '';
      const touched =
        item.endpointKeys.length > 0 ? count(item.endpointKeys.length, 'endpoint') : 'not about endpoints';
      return `*${item.rank}. ${safe(item.title, 150)}* · ${severity}${touched}${stands}${of(row.row.review.name)}`;
    }
    case 'decision': {
      const { item, decision, review } = row.row;
      const what = item ? `${item.rank}. ${safe(item.title, 150)}` : 'an item that is no longer in the list';
      return `${what}: ${decisionInWords(decision)}${of(review.name)}`;
    }
    case 'question':
      return `${questionInWords(row.row.question, row.row.state === 'open')}${of(row.row.review.name)}`;
    case 'coverage': {
      const { control, verdicts } = row.coverage;
      const all = [...verdicts.values()].reduce((sum, n) => sum + n, 0);
      const told = ['covered', 'bypassable', 'uncovered', 'unknown', 'unavailable'].flatMap((each) => {
        const n = verdicts.get(each) ?? 0;
        return n === 0 ? [] : [`${amount(n)} ${each}`];
      });
      return `*${controlInWords(control)}* of ${count(all, 'endpoint')}: ${told.join(', ')}`;
    }
    case 'progress':
      return progressInWords(row.progress);
    case 'change':
      return `${changeInOneClause(row.change)}${of(row.review.name)}`;
  }
}

function waitingInWords({ who, notBy, endpoints, questions, decisions, approvals }: Waiting): string {
  const things = [
    ...thingsToDo({ endpoints, questions, decisions }),
    ...(approvals > 0 ? [`${count(approvals, 'decision')} to approve or decline`] : []),
  ].join(', ');
  return `${who ? person(who) : `Anybody but ${inline(notBy, 3, person)}`}: ${things}`;
}

function endpointInWords({ row, verdict }: Extract<Row, { kind: 'endpoint' }>): string {
  const { endpoint, worst } = row;
  return [
    `${isFrom(endpoint, 'shadow') ? ':ghost: ' : ''}${code(endpoint.key, 120)}`,
    ...(verdict ? [verdict] : []),
    ...(worst ? [worst] : []),
    sensitivityInWords(endpoint),
    `${person(endpoint.ownerId)}${endpoint.acknowledgedBy ? ' :white_check_mark:' : ''}`,
  ].join(' · ');
}

const keysInWords = ({ endpoints }: Ownership) => inline(endpoints, 3, ({ endpoint }) => code(endpoint.key, 100));

const ownershipInWords = (ownership: Ownership) => {
  const [first] = ownership.endpoints;
  return `${person(ownership.who)}: ${keysInWords(ownership)}${first ? ` (${because(first.endpoint)})` : ''}`;
};

function acknowledgementInWords(ownership: Ownership): string {
  const open = ownership.endpoints.filter(({ state }) => state === 'open').length;
  const done = ownership.endpoints.length - open;
  const told = [
    ...(open > 0 ? [`${count(open, 'endpoint')} to acknowledge`] : []),
    ...(done > 0 ? [`:white_check_mark: ${count(done, 'endpoint')} acknowledged`] : []),
  ].join(', ');
  return `${person(ownership.who)}: ${told} (${keysInWords(ownership)})`;
}

function questionInWords(
  { asks, endpointKeys, answer, ...question }: Extract<Row, { kind: 'question' }>['row']['question'],
  open: boolean,
): string {
  const bank = bankQuestion(asks);
  const { text } = bank;
  const asked = `${text(Math.max(endpointKeys.length, answer?.endpointKeys.length ?? 0))} (${person(askedOf(question))})`;
  if (!answer) return `:grey_question: ${asked}`;
  const label = choiceOf(bank, answer.value)?.label;
  const said = label ? safe(label, 150) : answer.words ? safe(answer.words, 150) : 'not understood yet';
  return `${open ? ':grey_question:' : ':white_check_mark:'} ${asked}: *${said}*, by ${person(answer.saidBy)}`;
}

function progressInWords({ review, problem, endpoints, acknowledged, questions, items, undecided }: Progress): string {
  return [
    `*${safe(review.name, 100)}* in <#${review.channelId}> · ${stateInWords(review)}${review.due ? `, due ${review.due}` : ''}`,
    ...(problem ? [safe(problem, 300)] : []),
    `${amount(acknowledged)} of ${count(endpoints, 'endpoint')} acknowledged, ${count(questions, 'question')} open, ${amount(items - undecided)} of ${count(items, 'item')} decided`,
  ].join(' · ');
}
