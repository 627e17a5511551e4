/** The address of a question, as the contract writes it. */
import type { Endpoint, Params, QueryInput } from '../server/contract/endpoint.ts';

export function addressOf<E extends Endpoint>(endpoint: E, params: Params<E>, query: Partial<QueryInput<E>>): string {
  const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_match, name: string) =>
    encodeURIComponent(String((params as Record<string, unknown>)[name])),
  );
  const search = new URLSearchParams(query as Record<string, string>).toString();
  return search ? `${path}?${search}` : path;
}
