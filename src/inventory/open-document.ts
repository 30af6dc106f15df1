/** The text of an OpenAPI document, JSON or YAML, opened within limits; what is wrong with it is said with its line. Pure. */
import { isNode, LineCounter, parseDocument } from 'yaml';
import { OpenApiError, type OpenApiReading, readOpenApi } from './openapi.ts';

/** YAML is read at a tenth of the speed of JSON, and whoever waits for an answer waits meanwhile. */
const LARGEST = { json: 10_000_000, yaml: 2_000_000 };
const MOST_ALIASES = 100;
const DEEPEST = 200;
const TOO_DEEP = `It is nested more than ${DEEPEST} levels deep.`;

/** Throws OpenApiError for what is no document, too large, or broken. */
export function openDocument(text: string): unknown {
  const isJson = text.trimStart().startsWith('{');
  const largest = isJson ? LARGEST.json : LARGEST.yaml;
  if (text.length > largest) {
    const inMegabytes = `${largest / 1_000_000} MB`;
    throw new OpenApiError(
      isJson
        ? `It is larger than ${inMegabytes}.`
        : `It is larger than ${inMegabytes}, which is the most for YAML. As JSON it may have ${LARGEST.json / 1_000_000} MB.`,
    );
  }
  const content = isJson ? fromJson(text) : fromYaml(text);
  if (isDeeperThan(content, DEEPEST)) throw new OpenApiError(TOO_DEEP);
  return content;
}

/** Opens and reads it; what the reading finds wrong is given its line too. */
export function readDocument(text: string, name: string, hosts: readonly string[] = []): OpenApiReading {
  const content = openDocument(text);
  try {
    return readOpenApi(content, name, hosts);
  } catch (error) {
    if (!(error instanceof OpenApiError) || !error.path) throw error;
    const line = lineOf(text, error.path);
    throw line === undefined ? error : new OpenApiError(`Line ${line}: ${error.message}`);
  }
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const at = Number(/at position (\d+)/.exec(message)?.[1] ?? text.length);
    throw new OpenApiError(`Line ${text.slice(0, at).split('\n').length}: this is not JSON. ${inJson(message)}`);
  }
}

/** Without the excerpts, which may be long and hold line breaks. */
function inJson(message: string): string {
  if (/end of JSON/i.test(message)) return 'It ends too early.';
  const [unexpected] = /^Unexpected (?:token|string|number)[^,]{0,20}|^(?:Expected|Bad)[^(]{0,80}/.exec(message) ?? [];
  return unexpected
    ? `${unexpected.replace(/[\s.]*(?:in JSON)?\s*(?:at position.*)?$/s, '')}.`
    : 'A sign does not belong there.';
}

function fromYaml(text: string): unknown {
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' });
    const [problem] = document.errors;
    if (problem?.code === 'RESOURCE_EXHAUSTION') throw new OpenApiError(TOO_DEEP);
    if (problem) throw new OpenApiError(`Line ${lines.linePos(problem.pos[0]).line}: ${problem.message}.`);
    return document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch (error) {
    if (error instanceof OpenApiError) throw error;
    if (error instanceof RangeError) throw new OpenApiError(TOO_DEEP);
    if (error instanceof ReferenceError) {
      throw new OpenApiError(
        /excessive/i.test(error.message)
          ? `Its aliases stand for more than ${MOST_ALIASES} times what they name. Please write it without them.`
          : 'An alias in it names no anchor.',
      );
    }
    throw error;
  }
}

/** Where in the text this part of it stands; undefined when that cannot be told. */
function lineOf(text: string, path: readonly PropertyKey[]): number | undefined {
  if (text.length > LARGEST.yaml) return undefined;
  const lines = new LineCounter();
  try {
    const document = parseDocument(text, { lineCounter: lines, logLevel: 'silent' }); // JSON is YAML too
    for (let length = path.length; length > 0; length -= 1) {
      const found = document.getIn(path.slice(0, length), true);
      if (isNode(found) && found.range) return lines.linePos(found.range[0]).line;
    }
  } catch {
    // its structure was read before: only the place stays unknown
  }
  return undefined;
}

/** Without recursion: what is too deep for us is too deep for the stack. */
function isDeeperThan(content: unknown, most: number): boolean {
  let level = [content].filter(isTree);
  const seen = new Set<object>(level); // an alias gives the same object
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > most) return true;
    const next: object[] = [];
    for (const tree of level) {
      for (const child of Object.values(tree)) {
        if (!isTree(child) || seen.has(child)) continue;
        seen.add(child);
        next.push(child);
      }
    }
    level = next;
  }
  return false;
}

const isTree = (value: unknown): value is object => typeof value === 'object' && value !== null;
