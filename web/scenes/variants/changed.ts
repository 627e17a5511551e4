/** A figure beside what it was. */
export const difference = (after: unknown, before: unknown): number | null =>
  typeof after === 'number' && typeof before === 'number' ? after - before : null;

export const sumOf = (values: readonly unknown[]): number | null => {
  const numbers = values.filter((value) => typeof value === 'number');
  return numbers.length === 0 ? null : numbers.reduce((sum, value) => sum + value, 0);
};
