/** Attributes of any source as plain values. */
import type { SourceFeature } from '../source.ts';

export type Properties = SourceFeature['properties'];

/** Lists and nested objects stay readable as JSON text; days become ISO days; numbers that are none become null. */
export function plainProperties(raw: Record<string, unknown>): Properties {
  const plain: Properties = {};
  for (const [key, value] of Object.entries(raw)) {
    // Assigning this key would set the object's prototype instead of an attribute.
    if (key !== '__proto__') plain[key] = plainValue(value);
  }
  return plain;
}

function plainValue(value: unknown): string | number | boolean | null {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (value === null || value === undefined || value instanceof Uint8Array) return null;
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) return null;
    const two = (n: number) => String(n).padStart(2, '0');
    return `${value.getFullYear()}-${two(value.getMonth() + 1)}-${two(value.getDate())}`;
  }
  return JSON.stringify(value);
}
