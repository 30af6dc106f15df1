/** What was understood of a question, said back in one line, and what can be asked. */
import type { Asked, Filters, Topic } from '../review/ask/asked.ts';
import { controlInWords } from './control-words.ts';
import { inline, person, safe } from './message.ts';

const TOPICS: Record<Topic, string> = {
  waiting: 'what still has to happen',
  status: 'how reviews stand',
  endpoints: 'endpoints',
  unowned: 'endpoints without an owner',
  owner: 'who owns what',
  acknowledgements: 'acknowledgements',
  findings: 'what to put right',
  coverage: 'how well endpoints are protected',
  decisions: 'decisions',
  questions: 'questions',
  changes: 'what changed',
  help: 'help',
};

/** One question for each topic, as a person would put it. */
export const EXAMPLES: Record<Exclude<Topic, 'help'>, string> = {
  waiting: 'what is blocking the payments review?',
  status: 'how far are we?',
  endpoints: 'show shadow APIs on shop.example',
  unowned: 'which endpoints have no owner?',
  owner: 'who owns /v1/login?',
  acknowledgements: 'who hasn’t acknowledged?',
  findings: 'critical findings in step 5',
  coverage: 'which endpoints have no rate limit?',
  decisions: 'what did we decide last week?',
  questions: 'which questions are open?',
  changes: 'what changed?',
};

/** What the agent pane offers before anything was asked. Slack shows four at most; manifest.yml has the same. */
export const PROMPTS: [{ title: string; message: string }, ...{ title: string; message: string }[]] = [
  { title: 'What waits for me', message: 'What waits for me?' },
  { title: 'What is blocking', message: 'What is blocking us?' },
  { title: 'Shadow APIs', message: 'Show shadow APIs' },
  { title: 'Decisions of last week', message: 'What did we decide last week?' },
];

const CHOICES: Record<NonNullable<Filters['choice']>, string> = {
  'enforce-now': 'enforced now',
  'log-first': 'logged first',
  canary: 'canary first',
  'fix-at-origin': 'fixed at the origin',
  accept: 'accepted as a risk',
};

const VERDICTS: Record<NonNullable<Filters['verdict']>, string> = {
  covered: 'covered',
  uncovered: 'where requests get through',
  bypassable: 'with a way round',
};

export function understoodInWords({ topic, filters, left }: Asked, reviews: readonly string[]): string {
  const words = [TOPICS[topic], ...filtersInWords(filters)];
  const where = reviews.length > 0 ? `, in ${inline(reviews, 3, (name) => safe(name, 80))}` : '';
  const aside =
    left.length > 0 ? ` Not understood, and left aside: ${inline(left, 5, (word) => `“${safe(word, 40)}”`)}.` : '';
  return `Understood: ${words.join(', ')}${where}.${aside}`;
}

function filtersInWords(filters: Filters): string[] {
  const { people, host, path, method, step, severities, state, source, control, verdict, choice, days } = filters;
  return [
    ...(source ? [source] : []),
    ...(method ? [`${method} requests`] : []),
    ...(host ? [`on ${safe(host, 100)}`] : []),
    ...(path ? [`with ${safe(path, 100)} in the path`] : []),
    ...(people ? [`of ${inline(people, 3, person)}`] : []),
    ...(step ? [`step ${step}`] : []),
    ...(severities ? [`severity ${severities.join(' or ')}`] : []),
    ...(control ? [controlInWords(control)] : []),
    ...(verdict ? [VERDICTS[verdict]] : []),
    ...(choice ? [CHOICES[choice]] : []),
    ...(state ? [state] : []),
    ...(days ? [days.from === days.until ? `on ${days.from}` : `from ${days.from} to ${days.until}`] : []),
  ];
}
