/** A pattern that the regex engine rejects, and with it the whole expression. */
export class RegexError extends Error {}

/** A pattern that may well be valid, but is not decided here. */
export class Unsupported extends Error {}
