/** Whom a word names, as Slack escapes what people type. */
const PERSON = /^<@([UW][A-Z0-9]+)(?:\|[^>]*)?>$/;
const GROUP = /^<!subteam\^(S[A-Z0-9]+)(?:\|[^>]*)?>$/;

export const mentioned = (word: string): string | undefined => PERSON.exec(word)?.[1];

/** A person or a user group. */
export const mentionedOwner = (word: string): string | undefined => mentioned(word) ?? GROUP.exec(word)?.[1];
