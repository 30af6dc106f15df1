/** The question bank: what no configuration can answer, whom it is asked, and how a free reply is understood. */

export interface BankChoice {
  value: string;
  label: string;
  /** Words by which a reply means this choice, beside its label; matched as whole words at the start of the reply. */
  saidAs: readonly string[];
  /** It lets a finding go. */
  letsGo: boolean;
  /** What a reply may deny further on and still mean this choice. */
  deniable?: readonly string[];
}

export interface BankQuestion {
  id: string;
  step: number;
  text: (endpoints: number) => string;
  choices: readonly BankChoice[];
  /** Is this endpoint one that the question is about? Each owner is asked once for all of theirs. */
  about: (endpoint: { path: string }) => boolean;
}

const NOT_SURE: BankChoice = {
  value: 'not-sure',
  label: 'Not sure',
  saidAs: ['unsure', 'unknown', 'maybe', "don't know", 'no idea'],
  letsGo: false,
};

const QUESTION_BANK: readonly BankQuestion[] = [
  {
    id: 'authz.object-checks',
    step: 3,
    text: (n) =>
      `Does the application itself check that a caller may reach the very object named in the path, on ${endpointsInWords(n)} with an id in the path? Cloudflare cannot see this; only your code can know who owns what.`,
    choices: [
      {
        value: 'tested',
        label: 'Yes, with tests',
        saidAs: ['yes with tests', 'tested', 'yes tested', 'yes and tested'],
        letsGo: true,
      },
      {
        value: 'untested',
        label: 'Yes, untested',
        saidAs: ['yes', 'untested', 'yes without tests', 'yes but not tested', 'yes not tested'],
        letsGo: true,
        deniable: ['test', 'tests', 'tested'],
      },
      {
        value: 'none',
        label: 'No',
        saidAs: [
          'no',
          'nope',
          'not yet',
          'not at all',
          'no it does not',
          "no it doesn't",
          'no we do not',
          "no we don't",
        ],
        letsGo: false,
      },
      NOT_SURE,
    ],
    about: ({ path }) => path.includes('{'),
  },
];

export function bankQuestion(id: string): BankQuestion {
  const found = QUESTION_BANK.find((question) => question.id === id);
  if (!found) throw new Error(`no question ${id} in the bank`);
  return found;
}

export interface OwnedEndpoint {
  key: string;
  path: string;
  ownerId: string;
}

export interface Asked {
  asks: string;
  ownerId: string;
  endpointKeys: string[];
}

/** One question per owner for all endpoints that share it. */
export function questionsFor(endpoints: readonly OwnedEndpoint[]): Asked[] {
  return QUESTION_BANK.flatMap((question): Asked[] => {
    const byOwner = groupByOwner(endpoints.filter(question.about));
    return [...byOwner].map(([ownerId, theirs]) => ({
      asks: question.id,
      ownerId,
      endpointKeys: theirs.map((endpoint) => endpoint.key),
    }));
  });
}

/** The choice a free reply means; undefined when it could mean several things or none: then the words are kept and asked about. */
export function understand(question: BankQuestion, reply: string): BankChoice | undefined {
  if (NO_STATEMENT.test(reply)) return undefined;
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

const endpointsInWords = (n: number) => (n === 1 ? '1 endpoint' : `${n.toLocaleString('en-US')} endpoints`);

function groupByOwner(endpoints: readonly OwnedEndpoint[]): Map<string, OwnedEndpoint[]> {
  const groups = new Map<string, OwnedEndpoint[]>();
  for (const endpoint of endpoints) {
    const theirs = groups.get(endpoint.ownerId);
    if (theirs) theirs.push(endpoint);
    else groups.set(endpoint.ownerId, [endpoint]);
  }
  return groups;
}
