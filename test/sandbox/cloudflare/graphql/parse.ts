/** As much of GraphQL's query language as the analytics API is asked in: one operation, aliases, arguments, selections. */
export interface Field {
  name: string;
  alias: string;
  args: Record<string, unknown>;
  fields: Field[];
}

export class GraphqlSyntaxError extends Error {}

export function parseQuery(query: string, variables: Record<string, unknown>): Field[] {
  const tokens = query.match(/"(?:[^"\\]|\\.)*"|\.\.\.|[A-Za-z_]\w*|-?\d+(?:\.\d+)?|[^\s,]/g) ?? [];
  let at = 0;

  const peek = () => tokens[at];
  const next = (): string => {
    const token = tokens[at];
    if (token === undefined) throw new GraphqlSyntaxError('unexpected end of query');
    at += 1;
    return token;
  };
  const expect = (wanted: string) => {
    const token = next();
    if (token !== wanted) throw new GraphqlSyntaxError(`expected ${wanted}, found ${token}`);
  };
  const name = (): string => {
    const token = next();
    if (!/^[A-Za-z_]/.test(token)) throw new GraphqlSyntaxError(`expected a name, found ${token}`);
    return token;
  };

  function value(): unknown {
    const token = next();
    if (token === '$') return variables[name()] ?? null;
    if (token === '[') return until(']', value);
    if (token === '{') return Object.fromEntries(until('}', pair));
    if (token.startsWith('"')) return JSON.parse(token) as unknown;
    if (/^-?\d/.test(token)) return Number(token);
    if (token === 'true' || token === 'false') return token === 'true';
    return token;
  }

  function pair(): [string, unknown] {
    const key = name();
    expect(':');
    return [key, value()];
  }

  function until<Item>(end: string, item: () => Item): Item[] {
    const items: Item[] = [];
    while (peek() !== end) items.push(item());
    at += 1;
    return items;
  }

  function field(): Field {
    const first = name();
    let real = first;
    if (peek() === ':') {
      at += 1;
      real = name();
    }
    let args: Record<string, unknown> = {};
    if (peek() === '(') {
      at += 1;
      args = Object.fromEntries(until(')', pair));
    }
    return { name: real, alias: first, args, fields: peek() === '{' ? selection() : [] };
  }

  function selection(): Field[] {
    expect('{');
    return until('}', field);
  }

  while (at < tokens.length && peek() !== '{') {
    if (next() === '(') while (next() !== ')');
  }
  return selection();
}
