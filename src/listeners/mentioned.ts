/** Whom a word mentions, as Slack escapes it. */
const MENTION = /^<@([UW][A-Z0-9]+)(?:\|[^>]*)?>$/;

export const mentioned = (word: string): string | undefined => MENTION.exec(word)?.[1];
