/** Terraform as `terraform fmt` would write it. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value };

/** One resource with its attributes, in their order. */
export function resource(type: string, name: string, attributes: Readonly<Record<string, Value>>): string {
  return `resource "${type}" "${label(name)}" {\n${lines(attributes, 1)}\n}\n`;
}

/** What is there already is taken over, so that it is not made a second time. */
export function standing(type: string, name: string, id: string, attributes: Readonly<Record<string, Value>>): string {
  return `import {\n  to = ${type}.${label(name)}\n  id = ${text(id)}\n}\n\n${resource(type, name, attributes)}`;
}

/** Names of resources begin with a letter and hold no more than letters, digits, `_` and `-`. */
const label = (name: string): string => {
  const clean = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '');
  return /^[a-z]/.test(clean) ? clean : `r_${clean}`;
};

/** Equals signs stand below one another among single lines that follow each other. */
function lines(attributes: Readonly<Record<string, Value>>, depth: number): string {
  const indent = '  '.repeat(depth);
  const entries = Object.entries(attributes).map(([name, value]) => ({ name, text: written(value, depth) }));
  const blocks: (typeof entries)[] = [];
  for (const entry of entries) {
    const last = blocks.at(-1);
    const isAlone = [last?.at(-1), entry].some((each) => each?.text.includes('\n'));
    if (last && !isAlone) last.push(entry);
    else blocks.push([entry]);
  }
  return blocks
    .flatMap((block) => {
      const width = Math.max(...block.map(({ name }) => name.length));
      return block.map(({ name, text }) => `${indent}${name.padEnd(width)} = ${text}`);
    })
    .join('\n');
}

function written(value: Value, depth: number): string {
  if (typeof value === 'string') return text(value);
  if (value === null || typeof value !== 'object') return String(value);
  const indent = '  '.repeat(depth);
  if (!Array.isArray(value) && Object.keys(value).length === 0) return '{}';
  if (!Array.isArray(value)) return `{\n${lines(value as Record<string, Value>, depth + 1)}\n${indent}}`;
  const list = value as readonly Value[];
  if (list.length === 0) return '[]';
  if (list.every((each) => typeof each !== 'object')) return `[${list.map((each) => written(each, depth)).join(', ')}]`;
  return `[\n${list.map((each) => `${indent}  ${written(each, depth + 1)},`).join('\n')}\n${indent}]`;
}

/** `${` and `%{` would be evaluated. */
const text = (value: string): string =>
  `"${value
    .replace(/["\\]/g, '\\$&')
    .replace(/\n/g, '\\n')
    .replace(/\t/g, '\\t')
    .replace(/\r/g, '\\r')
    .replace(/[$%](?=\{)/g, '$&$&')}"`;
