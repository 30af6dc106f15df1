/** Answers that are more than one choice: a day, a link, several choices or a text. Each is one value, the same from a reply and from a form. */
import { compareText } from '../checks/check.ts';
import { dayIn } from './days-said.ts';
import type { BankChoice, BankQuestion } from './questions/question.ts';

const LONGEST_LINK = 500;
const TEXT = { prefix: 'text:', shortest: 3, longest: 200 };

/** From somebody's words; undefined when they are something else as well, or nothing of the kind. */
export function typedIn(question: BankQuestion, words: string, today?: string): string | undefined {
  switch (question.takes) {
    case 'date': {
      const said = words
        .trim()
        .replace(/^(?:it will be retired\s+|to be retired\s+|retired?\s+)?(?:by|on|until|before)?\s*/i, '');
      return dayIn(said.replace(/[.!]$/, ''), today);
    }
    case 'link':
      return linkIn(words);
    case 'several':
      return severalIn(question, words.split(/,|;|\+|\band\b|\n/i));
    case 'text': {
      const text = words.replace(/\s+/g, ' ').trim();
      const { length } = text;
      return length >= TEXT.shortest && length <= TEXT.longest ? `${TEXT.prefix}${text}` : undefined;
    }
    default:
      return undefined;
  }
}

/** What a kept value is called by; undefined for one that is none of this question. */
export function typedChoice(question: BankQuestion, value: string): BankChoice | undefined {
  const label = labelOf(question, value);
  return label === undefined ? undefined : { value, label, saidAs: [], letsGo: true };
}

function labelOf(question: BankQuestion, value: string): string | undefined {
  switch (question.takes) {
    case 'date':
      return dayIn(value) === value ? `To be retired by ${value}` : undefined;
    case 'link':
      return linkIn(value) === value ? `Yes, see ${value}` : undefined;
    case 'several': {
      const chosen = value.split(' ');
      const labels = question.choices.filter((choice) => chosen.includes(choice.value)).map(({ label }) => label);
      return severalIn(question, chosen) === value ? labels.join(' and ') : undefined;
    }
    case 'text':
      return value.startsWith(TEXT.prefix) ? value.slice(TEXT.prefix.length) : undefined;
    default:
      return undefined;
  }
}

/** One of https, without a name or a password in it. It is shown and never followed. */
function linkIn(words: string): string | undefined {
  const [found, ...others] = words.match(/https?:\/\/[^\s<>|"'`]+/gi) ?? [];
  if (!found || others.length > 0 || found.length > LONGEST_LINK || !URL.canParse(found)) return undefined;
  const { protocol, username, password, hostname, href } = new URL(found);
  const isPlain =
    protocol === 'https:' && username === '' && password === '' && /^[a-z0-9.-]+\.[a-z0-9-]+$/.test(hostname);
  return isPlain && href.length <= LONGEST_LINK ? href : undefined;
}

/** Two or more of the choices that can be true together, in one order. */
function severalIn({ choices }: BankQuestion, parts: readonly string[]): string | undefined {
  const said = parts.map(plain).filter((part) => part !== '');
  const found = said.map((part) =>
    choices.find(
      ({ value, label, saidAs, combines }) =>
        combines && [value, label, ...saidAs].some((name) => plain(name) === part),
    ),
  );
  const values = [...new Set(found.flatMap((choice) => choice?.value ?? []))].sort(compareText);
  return values.length > 1 && found.every(Boolean) ? values.join(' ') : undefined;
}

const plain = (words: string) =>
  words
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(/^ ?(?:either|or|both|also)\b/, '')
    .trim();
