/** What is to go wrong. `after` does the work first and then drops the connection. */
export interface Fault {
  status?: number;
  error?: string;
  hang?: true;
  reset?: true;
  after?: true;
  retryAfter?: number;
}

/** Troubles a test has ordered, handed out in the order of the orders. */
export class Faults {
  readonly #ordered: { target: string; fault: Fault; left: number }[] = [];

  order(target: string, fault: Fault, times: number): void {
    this.#ordered.push({ target, fault, left: times });
  }

  take(target: string): Fault | undefined {
    const found = this.#ordered.find((one) => one.target === target && one.left > 0);
    if (found) found.left -= 1;
    return found?.fault;
  }
}
