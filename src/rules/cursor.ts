import { RuleSyntaxError } from './syntax-error.ts';

/** A place in the text. The language has no token list: every rule takes the literal it expects, greedily. */
export class Cursor {
  readonly text: string;
  readonly end: number;
  at: number;

  constructor(text: string) {
    const [leading = ''] = /^(?:[^\S\uFEFF]|\x85)*/.exec(text) ?? [];
    this.text = text;
    this.at = leading.length;
    this.end = this.at + trimEnd(text.slice(this.at)).length;
  }

  get done(): boolean {
    return this.at >= this.end;
  }

  /** The character `ahead` of here, or the empty string past the end. */
  peek(ahead = 0): string {
    const index = this.at + ahead;
    return index < this.end ? this.text.charAt(index) : '';
  }

  skipBlanks(): void {
    while (/^[ \r\n]$/.test(this.peek())) this.at += 1;
  }

  startsWith(literal: string): boolean {
    return this.at + literal.length <= this.end && this.text.startsWith(literal, this.at);
  }

  take(literal: string): boolean {
    if (!this.startsWith(literal)) return false;
    this.at += literal.length;
    return true;
  }

  expect(literal: string): void {
    if (!this.take(literal)) this.fail(`expected ${JSON.stringify(literal)}`);
  }

  takeWhile(allowed: RegExp): string {
    const from = this.at;
    while (allowed.test(this.peek()) && this.peek() !== '') this.at += 1;
    return this.text.slice(from, this.at);
  }

  fail(message: string, at = this.at): never {
    throw new RuleSyntaxError(message, at);
  }
}

function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && /[^\S\uFEFF]|\x85/.test(text.charAt(end - 1))) end -= 1;
  return text.slice(0, end);
}
