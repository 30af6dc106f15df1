/** The question bank: what no configuration can answer, whom it is asked, and how a free reply is understood. */

export interface BankChoice {
  value: string;
  label: string;
  /** Words by which a reply means this choice, beside its label; matched as whole words at the start of the reply. */
  saidAs: readonly string[];
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
      },
      { value: 'untested', label: 'Yes, untested', saidAs: ['yes', 'untested', 'yes without tests', 'yes but'] },
      { value: 'none', label: 'No', saidAs: ['no', 'nope', 'not yet', 'not at all'] },
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
  const said = plainWords(reply);
  const found = question.choices
    .flatMap((choice) => [choice.label, ...choice.saidAs].map((phrase) => ({ choice, phrase: plainWords(phrase) })))
    .filter(({ phrase }) => said === phrase || said.startsWith(`${phrase} `))
    .sort((a, b) => b.phrase.length - a.phrase.length);
  return found[0]?.choice;
}

const plainWords = (text: string) =>
  text
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/[^a-z0-9']+/g, ' ')
    .trim();

export const endpointsInWords = (n: number) => (n === 1 ? '1 endpoint' : `${n.toLocaleString('en-US')} endpoints`);

function groupByOwner(endpoints: readonly OwnedEndpoint[]): Map<string, OwnedEndpoint[]> {
  const groups = new Map<string, OwnedEndpoint[]>();
  for (const endpoint of endpoints) {
    const theirs = groups.get(endpoint.ownerId);
    if (theirs) theirs.push(endpoint);
    else groups.set(endpoint.ownerId, [endpoint]);
  }
  return groups;
}
