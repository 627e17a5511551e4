/** The only fetch of the client: calls an endpoint of the contract and checks the answer against it. */
import { z } from 'zod';
import { ProblemDetails, type Sentence } from '../server/contract/common.ts';
import type { Endpoint } from '../server/contract/endpoint.ts';
import { de } from './text/de.ts';
import { en } from './text/en.ts';

// zod would otherwise try `new Function`, which the content security policy reports as a violation.
z.config({ jitless: true });

export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  readonly text: Sentence;
  constructor(code: string, status: number, text: Sentence) {
    super(text.de);
    this.name = 'ApiError';
    this.code = code;
    this.status = status;
    this.text = text;
  }
}

let spoken: 'de' | 'en' = 'de';
export function speak(language: 'de' | 'en'): void {
  spoken = language;
}

export interface CallOptions {
  body?: FormData;
  json?: unknown;
  /** The version that was seen of what is changed. */
  version?: number;
  signal?: AbortSignal;
}

export function addressOf(path: string, params: Record<string, unknown>, query: Record<string, unknown>): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) search.set(name, String(value));
  }
  const text = search.toString();
  return text ? `${filled}?${text}` : filled;
}

async function problemOf(response: Response): Promise<ApiError> {
  const problem = ProblemDetails.safeParse(await response.json().catch(() => null));
  if (!problem.success) {
    return new ApiError('http', response.status, {
      de: de.errors.status(response.status),
      en: en.errors.status(response.status),
    });
  }
  const { code, status, detail, text } = problem.data;
  return new ApiError(code, status, text ?? { de: detail, en: detail });
}

export async function call<P extends z.ZodObject, Q extends z.ZodObject, R extends z.ZodType>(
  endpoint: Endpoint<P, Q, R>,
  params: z.input<P>,
  query: z.input<Q>,
  options: CallOptions = {},
): Promise<z.output<R>> {
  let response: Response;
  try {
    response = await fetch(addressOf(endpoint.path, params, query), {
      method: endpoint.method.toUpperCase(),
      headers: {
        'Accept-Language': spoken,
        Accept: 'application/json',
        ...(options.json === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...(options.version === undefined ? {} : { 'If-Match': `"${options.version}"` }),
      },
      ...(options.body ? { body: options.body } : {}),
      ...(options.json === undefined ? {} : { body: JSON.stringify(options.json) }),
      ...(options.signal ? { signal: options.signal } : {}),
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new ApiError('network', 0, { de: de.errors.network, en: en.errors.network });
  }
  if (!response.ok) throw await problemOf(response);
  const answer = endpoint.response.safeParse(await response.json().catch(() => null));
  if (answer.success) return answer.data;
  const path = answer.error.issues[0]?.path.join('.') ?? '';
  throw new ApiError('contract', response.status, { de: de.errors.contract(path), en: en.errors.contract(path) });
}
