/** Which files are taken for OpenAPI documents, and what such a document adds to a review. Pure. */

export const DOCUMENT_TYPES = ['yaml', 'yml', 'json'];

export interface GivenFile {
  id: string;
  name: string;
}

export const looksLikeDocument = ({ name }: GivenFile): boolean =>
  DOCUMENT_TYPES.some((type) => name.toLowerCase().endsWith(`.${type}`));

/** A document may describe hosts of other zones too, and they are none of this review's. */
export function ofZone<T extends { host: string }>(
  operations: readonly T[],
  zoneName: string,
): { operations: T[]; elsewhere: number } {
  const kept = operations.filter(({ host }) => host === zoneName || host.endsWith(`.${zoneName}`));
  return { operations: kept, elsewhere: operations.length - kept.length };
}
