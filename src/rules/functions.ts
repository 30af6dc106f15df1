import { arrayOf, sameType, type Type } from './types.ts';

/** What a parameter takes: something computed (a field or call), a literal, or either, of one of these types. */
export type Parameter = { from: 'computed' | 'literal' | 'either'; types: readonly Accepts[] };
type Accepts = Type | 'any array' | 'any map' | 'any primitive';

export type Signature = {
  required: readonly Parameter[];
  optional?: readonly Parameter[];
  /** Takes any number of further arguments like this one. */
  rest?: Parameter;
  /** All arguments have one type. */
  alike?: boolean;
  /** The second argument is an element of the first. */
  element?: boolean;
  returns: Type | 'like the first';
};

const STRING = ['String'] as const;
const computed: Parameter = { from: 'computed', types: STRING };
const literal: Parameter = { from: 'literal', types: STRING };
const either: Parameter = { from: 'either', types: STRING };
const integer: Parameter = { from: 'either', types: ['Integer'] };
const fixedInteger: Parameter = { from: 'literal', types: ['Integer'] };
const key: Parameter = { from: 'either', types: ['String', 'Integer'] };
const ip: Parameter = { from: 'computed', types: ['IP'] };

const FUNCTIONS = new Map<string, Signature>([
  ['lower', { required: [either], returns: 'String' }],
  ['upper', { required: [either], returns: 'String' }],
  ['starts_with', { required: [computed, either], returns: 'Boolean' }],
  ['ends_with', { required: [computed, either], returns: 'Boolean' }],
  ['len', { required: [{ from: 'either', types: ['String', 'any array'] }], returns: 'Integer' }],
  ['concat', concat()],
  ['substring', { required: [computed, integer], optional: [integer], returns: 'String' }],
  ['split', { required: [either, literal, fixedInteger], returns: arrayOf('String') }],
  ['join', { required: [{ from: 'computed', types: [arrayOf('String')] }, either], returns: 'String' }],
  ['url_decode', { required: [computed], optional: [literal], returns: 'String' }],
  ['remove_bytes', { required: [computed, literal], returns: 'String' }],
  ['remove_query_args', { required: [computed, literal], rest: literal, returns: 'String' }],
  ['regex_replace', { required: [either, literal, literal], returns: 'String' }],
  ['wildcard_replace', { required: [computed, literal, literal], optional: [literal], returns: 'String' }],
  ['to_string', { required: [{ from: 'either', types: ['Integer', 'Boolean', 'IP'] }], returns: 'String' }],
  ['lookup_json_string', { required: [computed, key], rest: key, returns: 'String' }],
  ['lookup_json_integer', { required: [computed, key], rest: key, returns: 'Integer' }],
  ['has_key', { required: [{ from: 'computed', types: ['any map'] }, either], returns: 'Boolean' }],
  ['has_value', hasValue()],
  ['cidr', { required: [ip, fixedInteger, fixedInteger], returns: 'IP' }],
  ['cidr6', { required: [ip, fixedInteger], returns: 'IP' }],
  ['decode_base64', { required: [computed], returns: 'String' }],
  ['encode_base64', { required: [either], optional: [literal], returns: 'String' }],
  ['sha256', { required: [either], returns: 'String' }],
  ['uuidv4', { required: [computed], returns: 'String' }],
  [
    'is_timed_hmac_valid_v0',
    { required: [literal, computed, fixedInteger, integer], optional: [fixedInteger, literal], returns: 'Boolean' },
  ],
  ['is_jwt_valid', { required: [literal], returns: 'Boolean' }],
  ['is_jwt_present', { required: [literal], returns: 'Boolean' }],
]);

/** What a function takes and returns, or undefined when the language has no such function. */
export function signatureOf(name: string): Signature | undefined {
  return FUNCTIONS.get(name);
}

export function accepts(parameter: Parameter, type: Type): boolean {
  return parameter.types.some((wanted) => {
    if (wanted === 'any primitive') return typeof type === 'string';
    if (wanted === 'any array') return typeof type === 'object' && 'array' in type;
    if (wanted === 'any map') return typeof type === 'object' && 'map' in type;
    return sameType(wanted, type);
  });
}

function concat(): Signature {
  const part: Parameter = { from: 'either', types: ['String', 'any array'] };
  return { required: [part, part], rest: part, alike: true, returns: 'like the first' };
}

function hasValue(): Signature {
  return {
    required: [
      { from: 'computed', types: ['any map', 'any array'] },
      { from: 'either', types: ['any primitive'] },
    ],
    element: true,
    returns: 'Boolean',
  };
}
