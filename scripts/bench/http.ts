/** Timed requests over one kept connection, without unpacking: what the service takes, not what a client does with it. */
import { Agent, request, type IncomingHttpHeaders } from 'node:http';
import { performance } from 'node:perf_hooks';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
  ms: number;
}

const agent = new Agent({ keepAlive: true, maxSockets: 1 });

export function get(url: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const sent = request(url, { agent, headers: { 'Accept-Encoding': 'gzip', ...headers } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () => {
        const ms = performance.now() - start;
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks), ms });
      });
    });
    sent.once('error', reject);
    sent.end();
  });
}

export async function getJson<T>(url: string): Promise<T> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answers ${response.status}: ${await response.text()}`);
  return (await response.json()) as T;
}

/** The same for each address, one after the other; anything but the expected answer ends the measurement. */
export async function times(urls: string[]): Promise<number[]> {
  const measured: number[] = [];
  for (const url of urls) {
    const { status, ms, body } = await get(url);
    if (status !== 200) throw new Error(`${url} answers ${status}: ${body.toString('utf8', 0, 300)}`);
    measured.push(ms);
  }
  return measured;
}

export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** @param version of what is changed, as it was seen */
export async function send<T>(
  url: string,
  body: object,
  version?: number,
  method = 'POST',
): Promise<{ status: number; body: T; ms: number }> {
  const start = performance.now();
  const response = await fetch(url, {
    method,
    headers: {
      'Content-Type': 'application/json',
      ...(version === undefined ? {} : { 'If-Match': `"${version}"` }),
    },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as T;
  return { status: response.status, body: answer, ms: performance.now() - start };
}
