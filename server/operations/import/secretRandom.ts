/** Random numbers that follow from the county's secret and what is to be rounded: not to be guessed, and the same again for the same counts. */
import { createCipheriv, createHmac, randomBytes } from 'node:crypto';

const BLOCK = 1 << 16;
const TWO_32 = 2 ** 32;

export const newSecret = (): string => randomBytes(32).toString('hex');

/** A name for a file's content that says nothing to whoever has not the secret, not even whether a guess is right. */
export const secretDigest = (secret: string, content: Uint8Array | string): string =>
  createHmac('sha256', Buffer.from(secret, 'hex')).update(content).digest('hex');

/** Uniform in [0, 1) in steps of 2⁻³²: the key stream of AES in counter mode. */
export function secretRandom(secret: string, content: string): () => number {
  const cipher = createCipheriv('aes-256-ctr', Buffer.from(secretDigest(secret, content), 'hex'), Buffer.alloc(16));
  const zeros = Buffer.alloc(BLOCK);
  let block = cipher.update(zeros);
  let at = 0;
  return () => {
    if (at === BLOCK) [block, at] = [cipher.update(zeros), 0];
    const value = block.readUInt32LE(at) / TWO_32;
    at += 4;
    return value;
  };
}
