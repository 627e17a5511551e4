/** What a caller did wrong, as one sentence in both languages. The HTTP status is decided in server/errors.ts. */
import type { Sentence } from './types.ts';

export type DomainProblem = 'notFound' | 'conflict' | 'invalid' | 'tooLarge' | 'busy' | 'changed' | 'unseen';

export class DomainError extends Error {
  readonly kind: DomainProblem;
  readonly code: string;
  readonly text: Sentence;
  constructor(kind: DomainProblem, code: string, text: Sentence) {
    super(text.en);
    this.name = 'DomainError';
    this.kind = kind;
    this.code = code;
    this.text = text;
  }
}
