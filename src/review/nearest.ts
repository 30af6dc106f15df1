/** Which known word a hurried hand meant. */

/** The nearest known word, when it is near enough to be meant. */
export function nearest(
  word: string,
  known: readonly string[],
  allowed = (each: string) => Math.max(1, Math.floor(each.length / 3)),
): string | undefined {
  const [best] = known
    .map((each) => ({ each, distance: editDistance(word, each) }))
    .sort((a, b) => a.distance - b.distance);
  return best && best.distance <= allowed(best.each) ? best.each : undefined;
}

/** Letters added, left out, replaced, or two neighbours swapped: the slip of a hurried hand. */
function editDistance(typed: string, b: string): number {
  const a = typed.slice(0, 40);
  const rows = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  const at = (i: number, j: number) => rows[i]?.[j] ?? 0;
  for (let i = 1; i <= a.length; i += 1) {
    rows.push([i]);
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const nearer = swapped ? at(i - 2, j - 2) + 1 : replaced;
      rows[i]?.push(Math.min(at(i, j - 1) + 1, at(i - 1, j) + 1, replaced, nearer));
    }
  }
  return at(a.length, b.length);
}
