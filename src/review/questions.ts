/** The question bank: what no configuration can answer, and how a free reply is understood. */
import { ABUSE } from './questions/abuse.ts';
import { AUTHENTICATION } from './questions/authentication.ts';
import { AUTHORIZATION } from './questions/authorization.ts';
import { INPUT } from './questions/input.ts';
import { INVENTORY } from './questions/inventory.ts';
import { LOGGING } from './questions/logging.ts';
import { MACHINES } from './questions/machines.ts';
import type { BankChoice, BankQuestion } from './questions/question.ts';
import { typedChoice, typedIn } from './typed-answers.ts';

/** What matters most is asked first. */
export const QUESTION_BANK: readonly BankQuestion[] = [
  ...AUTHORIZATION,
  ...AUTHENTICATION,
  ...ABUSE,
  ...MACHINES,
  ...LOGGING,
  ...INVENTORY,
  ...INPUT,
];

export function bankQuestion(id: string): BankQuestion {
  const found = QUESTION_BANK.find((question) => question.id === id);
  if (!found) throw new Error(`no question ${id} in the bank`);
  return found;
}

/** For any question, with a reason: nothing more is asked, and nothing is said for the endpoints. */
export const NOT_APPLICABLE: BankChoice = {
  value: 'not-applicable',
  label: 'Not applicable',
  saidAs: [],
  letsGo: true,
};

/** What an answer is called by. */
export const choiceOf = (question: BankQuestion, value: string | null | undefined): BankChoice | undefined =>
  [...question.choices, NOT_APPLICABLE].find((choice) => choice.value === value) ??
  (value ? typedChoice(question, value) : undefined);

const SAID_OF_NOTHING = /^(?:n\s*\/?\s*a\b|not applicable\b|does not apply\b|doesn[’']t apply\b)[\s,.;:–—-]*(.*)$/is;

/** The choice a free reply means; undefined when it could mean several things or none: then the words are kept and asked about. */
export function understand(question: BankQuestion, reply: string, today?: string): BankChoice | undefined {
  const link = question.takes === 'link' && !/\?\s*$/.test(reply) ? typedIn(question, reply) : undefined;
  if (link !== undefined) return typedChoice(question, link); // which may have a question mark within
  if (NO_STATEMENT.test(reply)) return undefined;
  const reason = SAID_OF_NOTHING.exec(reply.trim())?.[1];
  if (reason !== undefined) return isReason(reason) ? NOT_APPLICABLE : undefined;
  const typed = typedChoice(question, typedIn(question, reply, today) ?? '');
  const chosen = chosenIn(question, reply);
  // any words are a text, while a day or several choices are more than the one that they begin with
  return question.takes === 'text' ? (chosen ?? typed) : (typed ?? chosen);
}

function chosenIn(question: BankQuestion, reply: string): BankChoice | undefined {
  const said = plainWords(reply);
  const meant = question.choices.flatMap((choice) => phrasesOf(choice).map((phrase) => ({ choice, phrase })));
  const [found] = meant
    .map((each) => ({ ...each, rest: restAfter(each.phrase, said) }))
    .filter(({ rest }) => rest !== undefined)
    .sort((a, b) => b.phrase.length - a.phrase.length);
  if (!found?.rest) return undefined;
  const { choice } = found;
  const rest = afterMore(phrasesOf(choice), found.rest);
  const others = meant.filter((each) => each.choice !== choice).map(({ phrase }) => phrase);
  return follows(rest) && !isDoubtful(rest, choice, others) ? choice : undefined;
}

/** One word of three letters at least: “n/a” alone tells nobody why. */
export const isReason = (words: string): boolean => /\p{L}{3}/u.test(words);

/** Asked back, struck out, or quoted from somebody else. */
const NO_STATEMENT = /[?？~]|^\s*(?:>|&gt;)/m;
const PAUSE = '|';
/** What may follow a phrase at once; after anything else it may be the beginning of another thought, as in “no problem”. */
const GOES_ON = new Set([PAUSE, 'and', 'as', 'because', 'but', 'by', 'every', 'since', 'with', 'without']);
const NEGATIONS = new Set('cannot neither never no nobody none nor not nothing without'.split(' '));
const HEDGES = new Set(
  `almost believe could depends except guess hope hopefully if imagine may maybe might most mostly nearly only partially
   partly perhaps possibly presumably probably should some sometimes suppose think unless usually would`.split(/\s+/),
);
/** Of something that is not so yet. */
const TO_COME = new Set(
  'fail fails failed failing later next once plan planned soon todo tomorrow until will'.split(' '),
);

const phrasesOf = ({ label, saidAs }: BankChoice) =>
  [label, ...saidAs].map((phrase) => plainWords(phrase).filter(isWord));

/** The words after a phrase with which the reply begins, pauses between its words left out; undefined when it does not. */
function restAfter(phrase: readonly string[], said: readonly string[]): string[] | undefined {
  let at = 0;
  for (const word of phrase) {
    while (said[at] === PAUSE) at += 1;
    if (said[at] !== word) return undefined;
    at += 1;
  }
  return said.slice(at);
}

/** Who says the same twice, as in “no, not at all”, means it. */
function afterMore(phrases: readonly (readonly string[])[], said: string[]): string[] {
  const [shortest] = phrases
    .map((phrase) => restAfter(phrase, said))
    .filter((rest) => rest !== undefined)
    .sort((a, b) => a.length - b.length);
  return shortest ? afterMore(phrases, shortest) : said;
}

const follows = ([next]: readonly string[]) => next === undefined || GOES_ON.has(next);

/** When in doubt, the person is asked: what is understood wrongly is worse than what is not. */
function isDoubtful(rest: readonly string[], choice: BankChoice, others: readonly (readonly string[])[]): boolean {
  const words = rest.filter(isWord);
  const denied = words.some((word) => NEGATIONS.has(word) || word.endsWith("n't"));
  return (
    words.some((word) => HEDGES.has(word) || !/^[a-z0-9']+$/.test(word)) ||
    (choice.letsGo && words.some((word) => TO_COME.has(word))) ||
    (denied && !words.some((word) => choice.deniable?.includes(word))) ||
    others.some((phrase) => words.some((_, at) => phrase.every((word, index) => words[at + index] === word)))
  );
}

const isWord = (word: string) => word !== PAUSE;

/** Lower case, with a mark where the voice would pause. Words in other scripts stay, to be doubted. */
const plainWords = (text: string): string[] =>
  text
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/[,.;:!()\n–—]+/g, ` ${PAUSE} `)
    .replace(/[^\p{L}\p{N}'|]+/gu, ' ')
    .trim()
    .split(' ');
