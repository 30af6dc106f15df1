/** What somebody may have meant whose words were not understood: the topics that share a word with theirs, else a few. */
import { TOPICS, type Topic } from './asked.ts';

const WORDS: Partial<Record<Topic, readonly string[]>> = {
  waiting: ['ready', 'late', 'behind', 'pending', 'next'],
  status: ['state', 'report', 'finish', 'deadline', 'when'],
  endpoints: ['url', 'urls', 'service', 'services', 'backend', 'domain', 'domains'],
  owner: ['team', 'teams', 'contact', 'person', 'maintainer'],
  findings: ['secure', 'security', 'safe', 'attack', 'hole', 'holes', 'danger', 'dangerous', 'score'],
  coverage: ['firewall', 'attackers', 'defended', 'guard', 'guarded'],
  decisions: ['chose', 'chosen', 'agreed', 'plan', 'planned'],
  changes: ['happened', 'news', 'history', 'diff'],
};
const USUAL: readonly Topic[] = ['waiting', 'status', 'endpoints'];

export function nearestTopics(words: string): Topic[] {
  const said = new Set(words.toLowerCase().split(/[^\p{L}]+/u));
  const sharing = TOPICS.filter((topic) => WORDS[topic]?.some((word) => said.has(word)));
  return [...new Set([...sharing, ...USUAL])].slice(0, 4);
}
