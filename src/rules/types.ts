/** The types of the language. String and Bytes are one type. */
export type Type = 'Boolean' | 'Integer' | 'String' | 'IP' | { array: Type } | { map: Type };

export const arrayOf = (array: Type): Type => ({ array });
export const mapOf = (map: Type): Type => ({ map });

export function sameType(a: Type, b: Type): boolean {
  if (typeof a === 'string' || typeof b === 'string') return a === b;
  if ('array' in a) return 'array' in b && sameType(a.array, b.array);
  return 'map' in b && sameType(a.map, b.map);
}

export function typeName(type: Type): string {
  if (typeof type === 'string') return type;
  return 'array' in type ? `Array<${typeName(type.array)}>` : `Map<${typeName(type.map)}>`;
}
