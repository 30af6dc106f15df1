/** What people call a review: by its own name, by its zone, or by both its zone and its number. */

interface Named {
  name: string;
  number: number;
  zoneName: string;
}

const numbered = ({ zoneName, number }: Named) => `${zoneName} #${number}`;
const plainly = (text: string) =>
  text
    .replaceAll(/["'\s]+/g, ' ')
    .trim()
    .toLowerCase();

/** The nearest way of calling wins: a review that was named after a zone is meant before those of that zone. */
export function reviewsCalled<Each extends Named>(reviews: readonly Each[], words: string): Each[] {
  const wanted = plainly(words);
  const ways = [({ name }: Each) => name, numbered, ({ zoneName }: Each) => zoneName];
  for (const way of ways) {
    const called = reviews.filter((review) => plainly(way(review)) === wanted);
    if (called.length > 0) return called;
  }
  return [];
}

/** A name that means this review and none of the others. */
export function nameAmong<Each extends Named>(review: Each, reviews: readonly Each[]): string {
  return reviewsCalled(reviews, review.name).length === 1 ? review.name : numbered(review);
}
