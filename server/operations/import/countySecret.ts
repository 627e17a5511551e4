/** A county's secret, and what follows from it: not to be guessed, and the same again for the same name. */
import { createHmac } from 'node:crypto';

/** 244 random bits: each of two identifiers has 122. */
export const freshSecret = (newId: () => string): string => `${newId()}${newId()}`.replaceAll('-', '');

/** A name for a file's content that says nothing to whoever has not the secret, not even whether a guess is right. */
export const secretDigest = (secret: string, content: Uint8Array | string): string =>
  createHmac('sha256', Buffer.from(secret, 'hex')).update(content).digest('hex');

const BYTES = 6;

/** Numbers uniform in (0, 1) in steps of 2⁻⁴⁸, one for each name. */
export function secretChance(secret: string): (name: string) => number {
  const key = Buffer.from(secret, 'hex');
  return (name) => {
    const digest = createHmac('sha256', key).update(`rounding ${name}`).digest();
    return (digest.readUIntBE(0, BYTES) + 0.5) / 2 ** (8 * BYTES);
  };
}
