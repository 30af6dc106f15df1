/** A set of strings of bytes, put together from smaller ones. What every decidable comparison is turned into. */
export type Pattern =
  | { kind: 'bytes'; set: ByteSet }
  | { kind: 'sequence'; parts: readonly Pattern[] }
  | { kind: 'choice'; options: readonly Pattern[] }
  | { kind: 'repeat'; part: Pattern; min: number; max: number }
  | { kind: 'start' }
  | { kind: 'end' };

/** Which of the 256 bytes are in. */
export type ByteSet = Uint8Array;

export function byteSet(holds: (byte: number) => boolean): ByteSet {
  const set = new Uint8Array(256);
  for (let byte = 0; byte < 256; byte += 1) if (holds(byte)) set[byte] = 1;
  return set;
}

export const sequence = (...parts: Pattern[]): Pattern => ({ kind: 'sequence', parts });
export const choice = (options: readonly Pattern[]): Pattern => ({ kind: 'choice', options });
export const repeat = (part: Pattern, min: number, max: number): Pattern => ({ kind: 'repeat', part, min, max });
export const bytes = (set: ByteSet): Pattern => ({ kind: 'bytes', set });

const ANY_BYTE = bytes(byteSet(() => true));
export const ANYTHING = repeat(ANY_BYTE, 0, Number.POSITIVE_INFINITY);

const SINGLES = Array.from({ length: 256 }, (_, byte) => bytes(byteSet((other) => other === byte)));
const LETTERS = Array.from({ length: 256 }, (_, byte) =>
  bytes(byteSet((other) => lowerByte(other) === lowerByte(byte))),
);

/** Exactly these bytes, or the same in the other case of ASCII letters. */
export function exactly(text: string, ignoreCase = false): Pattern {
  return { kind: 'sequence', parts: Array.from(text, (char) => oneByte(char.charCodeAt(0), ignoreCase)) };
}

export function oneByte(byte: number, ignoreCase: boolean): Pattern {
  const made = (ignoreCase ? LETTERS : SINGLES)[byte];
  if (!made) throw new RangeError('not a byte');
  return made;
}

/** Exactly one of these strings; common beginnings are shared. */
export function oneOf(texts: readonly string[]): Pattern {
  const byFirst = new Map<string, string[]>();
  for (const text of texts) {
    const first = text.charAt(0);
    const rests = byFirst.get(first);
    if (rests) rests.push(text.slice(1));
    else byFirst.set(first, [text.slice(1)]);
  }
  return choice(
    [...byFirst].map(([first, rests]) => {
      if (first === '') return sequence();
      const [only] = rests;
      const rest = rests.length === 1 && only !== undefined ? exactly(only) : oneOf(rests);
      return sequence(oneByte(first.charCodeAt(0), false), rest);
    }),
  );
}

/** All strings that sort before this one. */
export function before(text: string): Pattern {
  const options: Pattern[] = [];
  for (let index = text.length - 1; index >= 0; index -= 1) {
    const limit = text.charCodeAt(index);
    const smaller = sequence(bytes(byteSet((byte) => byte < limit)), ANYTHING);
    const here = oneByte(limit, false);
    // nested from the end, so that the whole stays linear in the length of the text
    const deeper = options.pop();
    options.push(choice(deeper ? [sequence(), smaller, sequence(here, deeper)] : [sequence(), smaller]));
  }
  return choice(options);
}

export function lowerByte(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 32 : byte;
}

export function upperByte(byte: number): number {
  return byte >= 0x61 && byte <= 0x7a ? byte - 32 : byte;
}
