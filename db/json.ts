/** Half of a character, and the character of number nought: JSON can name both, and PostgreSQL keeps neither. */
const ESCAPES = /\\(?:\\|u0000|ud[89a-f][0-9a-f]{2})/g;

/** JSON for a column or a parameter of type `jsonb`. What cannot be kept of a text from outside is marked as lost. */
export const jsonb = (value: unknown): string =>
  JSON.stringify(value).replace(ESCAPES, (found) => (found === '\\\\' ? found : '\\ufffd'));
