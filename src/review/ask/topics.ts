/** What a question is about, by the words in it. The first that fits is meant, so that the narrower stand before the wider. */
import type { State, Topic } from './asked.ts';

interface Way {
  topic: Topic;
  said: RegExp;
  state?: State;
}

const NOT_YET =
  '\\b(?:not|never|without|missing|wait|waiting|waits|yet to|still|have to|has to|need to|needs to|open)\\b';

export const WAYS: readonly Way[] = [
  {
    topic: 'help',
    said: /^(?:help|hi|hello|hey|thanks|thank you)\b|what can (?:you|i|we)\b|what ask\b|how does (?:this|it) work|\b(?:commands|examples)\b/,
  },
  {
    topic: 'unowned',
    said: /\b(?:no|without|missing|lacks?|lacking|needs?) (?:an? |any |the )?owners?\b|\bunowned\b|\bownerless\b|\borphan|\b(?:nobody|no one) owns?\b|\bnot owned\b|\bunassigned\b|\bnot assigned\b/,
  },
  {
    topic: 'acknowledgements',
    state: 'open',
    said: new RegExp(
      `\\bunacknowledged\\b|${NOT_YET}.*\\backnowledg|\\backnowledg\\w* (?:is |are )?(?:open|missing|pending)`,
    ),
  },
  { topic: 'acknowledgements', state: 'done', said: /\backnowledg(?:e|es|ed)\b/ },
  { topic: 'acknowledgements', said: /\backnowledg/ },
  {
    topic: 'questions',
    state: 'open',
    said: /\bunanswered\b|\bnot answer|\b(?:open|waiting|pending|outstanding) .*question|\bquestions?\b.*\b(?:open|waiting|wait|pending|outstanding|left)\b/,
  },
  { topic: 'questions', state: 'done', said: /\banswer(?:s|ed)?\b/ },
  { topic: 'questions', said: /\bquestions?\b/ },
  {
    topic: 'decisions',
    state: 'to approve',
    said: /\b(?:to|for|need|needs|wait|waits|waiting|awaiting|open|pending) (?:an? )?approv|\bsecond (?:person|opinion)\b|\bnot approved\b/,
  },
  {
    topic: 'findings',
    state: 'open',
    said: /\bundecided\b|\bto decide\b|\b(?:open|pending|outstanding) decisions?\b|\bdecisions? (?:to make|left|open|pending|are open|missing)\b|\bnot (?:been )?decided\b/,
  },
  { topic: 'findings', state: 'done', said: /\bdecided (?:findings?|items?|gaps?|issues?|problems?)\b/ },
  {
    topic: 'decisions',
    said: /\bdecid|\bdecisions?\b|\bapprov|\bdeclined\b|\baccept|\benforc|\blog(?:ged)? first\b|\blog mode\b|\bstaged\b/,
  },
  { topic: 'coverage', said: /\bcoverage\b|\bcover(?:s|ed)?\b|\bprotected\b|\bun(?:protected|covered)\b|\bbypass/ },
  { topic: 'endpoints', said: /\b(?:endpoints?|apis?)\b.*\bwith\b.*\b(?:findings?|severity|problems?|issues?)\b/ },
  {
    topic: 'findings',
    state: 'open',
    said: /\b(?:open|unresolved|outstanding|pending)\b.*\b(?:findings?|issues?|problems?|gaps?|risks?|items?)\b/,
  },
  {
    topic: 'findings',
    said: /\bfindings?\b|\bdid (?:you|we|it) find\b|\bfound\b|\bissues?\b|\bproblems?\b|\bgaps?\b|\bvulnerab|\brisks?\b|\bfix|\bremediation\b|\bwrong\b|\bweak|\bhow bad\b|\binsecure\b|\bworst\b|\bbroken\b/,
  },
  {
    topic: 'owner',
    said: /\bwho (?:owns|looks after)\b|\bwhose\b|\bowners?\b|\bresponsible\b|\bbelongs?\b|\bwhom? (?:do i |should i |can i )?ask\b/,
  },
  { topic: 'endpoints', said: /\bowns?\b|\bowned\b/ },
  { topic: 'changes', said: /\bchang|\bnew\b|\bdifferent\b|\bdrift\b|\bmoved\b/ },
  {
    topic: 'waiting',
    said: /\bblock|\bhold(?:s|ing)?\b|\bstuck\b|\bwait(?:s|ing)?\b|\bleft\b|\bremain|\boutstanding\b|\bstill open\b|\bneeds?\b|\bkeeps?\b|\bclos(?:e|ing)\b|\btasks?\b|\bto-?do\b|\bto do\b|\bdo next\b|\bplate\b|\bowe\b|\bwork\b|\banything for\b/,
  },
  {
    topic: 'status',
    said: /\bstatus\b|\bprogress\b|\bhow far\b|\bgoing\b|\boverview\b|\bsummary\b|\bdoing\b|\bdue\b|\breviews\b|\bdone\b|\bstands?\b/,
  },
  {
    topic: 'endpoints',
    said: /\bendpoints?\b|\bapis?\b|\binventory\b|\bhosts?\b|\bpaths?\b|\broutes?\b|\boperations?\b|\bdiscover/,
  },
];
