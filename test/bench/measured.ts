/** Figures by name, the unit in the name; the ratio is ours to the floor, of the first figure. */
export interface Measured {
  ours: Record<string, number>;
  floor: Record<string, number>;
  ratio: number;
}

export function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0;
}

export const rounded = (value: number) => Math.round(value * 100) / 100;
