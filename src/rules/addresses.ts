import type { Address, Range } from './expression.ts';

/** The address a text stands for, or undefined when it stands for none. */
export function parseAddress(text: string): Address | undefined {
  const bits = text.includes(':') ? parse6(text) : parse4(text);
  return bits === undefined ? undefined : { family: text.includes(':') ? 6 : 4, bits };
}

/** All addresses of a network, or undefined when the prefix is too long or host bits are set. */
export function network(address: Address, prefix: number): Range | undefined {
  const width = address.family === 4 ? 32 : 128;
  if (prefix > width) return undefined;
  const hosts = (1n << BigInt(width - prefix)) - 1n;
  if ((address.bits & hosts) !== 0n) return undefined;
  return { from: address, to: { family: address.family, bits: address.bits | hosts } };
}

function parse4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  let bits = 0n;
  for (const part of parts) {
    if (!/^(?:0|[1-9][0-9]{0,2})$/.test(part) || Number(part) > 255) return undefined;
    bits = (bits << 8n) | BigInt(part);
  }
  return bits;
}

function parse6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map((half, index) => groups(half, index === halves.length - 1));
  if (!head) return undefined;
  if (halves.length === 1) return head.length === 8 ? join(head) : undefined;
  if (!tail || head.length + tail.length > 7) return undefined;
  return join([...head, ...Array<bigint>(8 - head.length - tail.length).fill(0n), ...tail]);
}

function groups(half: string, mayEndInV4: boolean): bigint[] | undefined {
  if (half === '') return [];
  const parts = half.split(':');
  const found: bigint[] = [];
  for (const [index, part] of parts.entries()) {
    if (/^[0-9a-fA-F]{1,4}$/.test(part)) {
      found.push(BigInt(`0x${part}`));
      continue;
    }
    const v4 = mayEndInV4 && index === parts.length - 1 ? parse4(part) : undefined;
    if (v4 === undefined) return undefined;
    found.push(v4 >> 16n, v4 & 0xffffn);
  }
  return found;
}

function join(parts: readonly bigint[]): bigint {
  return parts.reduce((bits, part) => (bits << 16n) | part, 0n);
}

/** Zeros at the start are shortened first: a text that begins with a colon cannot be taken for a number. */
export function printAddress({ family, bits }: Address): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => (bits >> shift) & 0xffn).join('.');
  const all = Array.from({ length: 8 }, (_, index) => ((bits >> BigInt(112 - 16 * index)) & 0xffffn).toString(16));
  const text = all.join(':');
  const leading = /^0(?::0)*(?::|$)/.exec(text)?.[0];
  if (leading !== undefined) return `::${text.slice(leading.length)}`;
  const [longest] = [...text.matchAll(/(?::0)+(?=:|$)/g)].sort((a, b) => b[0].length - a[0].length);
  if (!longest) return text;
  return `${text.slice(0, longest.index)}::${text.slice(longest.index + longest[0].length + 1)}`;
}

/** The network that is exactly this range, as text, or undefined when there is none. */
export function networkOf(from: Address, to: Address): string | undefined {
  const width = from.family === 4 ? 32 : 128;
  const hosts = from.bits ^ to.bits;
  if ((hosts & (hosts + 1n)) !== 0n || (from.bits & hosts) !== 0n) return undefined;
  return `${printAddress(from)}/${width - (hosts === 0n ? 0 : hosts.toString(2).length)}`;
}
