/** The service as such: contract, problems, headers, tiles. */
import { request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endpoints } from '../../server/contract/index.ts';
import { health } from '../../server/contract/service.ts';
import { listKinds, importKinds } from '../../server/contract/imports.ts';
import { ProblemDetails } from '../../server/contract/common.ts';
import { engine } from '../database.ts';
import { TestApi } from '../testApi.ts';
import { decodeTile, tileAt } from '../tiles.ts';
import { gemeinde, loadWorld, middle, squares, world } from '../world.ts';

const of = world('10041');
const { county } = of;

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
  await loadWorld(api, of);
});
afterAll(() => api.close());

/** Without fetch, which would set Host and Accept-Encoding itself. */
function raw(
  path: string,
  headers: Record<string, string>,
  method = 'GET',
): Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const asked = request(api.url + path, { headers, method }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }),
      );
    });
    asked.on('error', reject);
    asked.end();
  });
}

test('health names the engine and its versions', async () => {
  const { status, database } = await api.ask(health, {});
  expect(status).toBe('ok');
  expect(database.engine).toBe(engine);
  expect(database.version).toMatch(/^\d+/);
  expect(database.postgis).toMatch(/^3\.\d/);
});

test('every kind of import is described in both languages', async () => {
  const { kinds } = await api.ask(listKinds, {});
  expect(kinds.map(({ kind }) => kind).sort()).toEqual([...importKinds].sort());
  for (const { label, description, formats } of kinds) {
    for (const text of [label.de, label.en, description.de, description.en]) expect(text).not.toBe('');
    expect(formats.length).toBeGreaterThan(0);
  }
});

describe('/api/openapi.json', () => {
  interface Document {
    openapi: string;
    info: { version: string; license: { identifier: string } };
    paths: Record<
      string,
      Record<
        string,
        {
          operationId: string;
          summary: string;
          parameters: { name: string; in: string; schema: object }[];
          responses: Record<string, { content?: Record<string, { schema: object }> }>;
        }
      >
    >;
    components: { schemas: Record<string, object> };
  }
  const document = async () => (await (await api.fetch('/api/openapi.json')).json()) as Document;

  test('is OpenAPI 3.1 and lists every endpoint with its parameters, answer and problem', async () => {
    const { openapi, paths } = await document();
    expect(openapi).toMatch(/^3\.1\.\d$/);
    for (const { path, method, params, query, ifMatch, status, responseType } of endpoints) {
      const operation = paths[path]?.[method];
      expect(operation, `${method} ${path}`).toBeDefined();
      const names = operation?.parameters.map(({ name, in: place }) => `${place} ${name}`).sort();
      const wanted = [
        ...Object.keys(params.shape).map((name) => `path ${name}`),
        ...Object.keys(query.shape).map((name) => `query ${name}`),
        ...(ifMatch ? ['header If-Match'] : []),
      ];
      expect(names).toEqual(wanted.sort());
      expect(Object.keys(operation?.responses[String(status ?? 200)]?.content ?? {})).toEqual([
        responseType ?? 'application/json',
      ]);
      expect(Object.keys(operation?.responses['4XX']?.content ?? {})).toEqual(['application/problem+json']);
    }
    for (const tile of ['/tiles/{county}/{layer}/{z}/{x}/{y}.mvt', '/tiles/{county}/{layer}.json'])
      expect(paths[tile]).toBeDefined();
  });

  test('names each operation once, resolves its references and keeps to its own paths', async () => {
    const { paths, components } = await document();
    const ids = Object.values(paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));
    expect(new Set(ids).size).toBe(ids.length);
    const references = [...JSON.stringify(paths).matchAll(/"\$ref":"([^"]+)"/g)].map(([, reference = '']) => reference);
    expect(references.length).toBeGreaterThan(0);
    for (const reference of references) {
      expect(Object.keys(components.schemas)).toContain(reference.replace('#/components/schemas/', ''));
    }
  });
});

describe('problems', () => {
  const problem = async (path: string, init: RequestInit = {}) => {
    const response = await api.fetch(path, init);
    expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    const body = ProblemDetails.parse(await response.json());
    expect(body.status).toBe(response.status);
    expect(body.detail).toMatch(/^[^\n]+\.$/);
    return { status: response.status, code: body.code, detail: body.detail };
  };

  test.each([
    [400, 'request.invalid', `/api/counties/abc`],
    [400, 'request.invalid', `/api/counties/${county}/areas`],
    [400, 'request.invalid', `/api/counties/${county}/areas?layer=gemeinde&date=gestern`],
    [400, 'request.invalid', `/api/counties/${county}/kita/supply?rate=7`],
    [404, 'notFound', '/api/nichts'],
    [404, 'county.unknown', '/api/counties/99999'],
    [404, 'layer.unknown', `/api/counties/${county}/areas?layer=planungsraum`],
    [404, 'school.unknown', `/api/counties/${county}/catchments/observed?school=S9`],
    [404, 'pupils.missing', `/api/counties/${county}/catchments/observed?school=S1&year=1999/00`],
    [404, 'population.unknownDate', `/api/counties/${county}/kita/supply?date=1999-12-31`],
    [404, 'tiles.unknownLayer', `/tiles/${county}/nichts/1/0/0.mvt`],
    [404, 'tiles.outside', `/tiles/${county}/schools/1/9/0.mvt`],
    [422, 'kita.unknownGroup', `/api/counties/${county}/kita/supply?group=u9`],
  ])('%i %s %s', async (status, code, path) => {
    expect(await problem(path)).toMatchObject({ status, code });
  });

  test('the sentence comes in the language asked for', async () => {
    const german = await problem('/api/counties/99999', { headers: { 'accept-language': 'de' } });
    const english = await problem('/api/counties/99999', { headers: { 'accept-language': 'en' } });
    expect(german.detail).toMatch(/nicht angelegt/);
    expect(english.detail).toMatch(/does not exist here/);
  });

  test('a form without a file, with an unknown kind, or with options that are no object', async () => {
    const path = `/api/counties/${county}/imports`;
    const form = (fields: Record<string, string>, file = true) => {
      const body = new FormData();
      for (const [key, value] of Object.entries(fields)) body.set(key, value);
      if (file) body.set('file', new Blob(['a;b\n1;2\n']), 'a.csv');
      return { method: 'POST', body };
    };
    expect(await problem(path, form({ kind: 'schools' }, false))).toMatchObject({ status: 422, code: 'import.noFile' });
    expect(await problem(path, form({ kind: 'trees' }))).toMatchObject({ status: 400, code: 'request.invalid' });
    expect(await problem(path, form({ kind: 'schools', options: '[1' }))).toMatchObject({
      status: 422,
      code: 'import.badForm',
    });
    expect(await problem(path, form({ kind: 'schools', options: '{"crs":4}' }))).toMatchObject({
      status: 422,
      code: 'import.badForm',
    });
    const broken = {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      body: '--x\r\nContent-Dispo',
    };
    expect(await problem(path, broken)).toMatchObject({ status: 400, code: 'request.malformed' });
  });
});

describe('headers', () => {
  test('content security: nothing from elsewhere, no eval, no framing by others; MapLibre’s worker passes', async () => {
    for (const path of ['/api/health', '/nichts', `/tiles/${county}/schools.json`]) {
      const { headers } = await api.fetch(path);
      const policy = Object.fromEntries(
        (headers.get('content-security-policy') ?? '').split(';').map((part) => [part.trim().split(' ')[0], part]),
      );
      expect(policy['default-src']).toBe("default-src 'self'");
      expect(policy['script-src']?.trim()).toBe("script-src 'self'");
      expect(policy['worker-src']).toContain('blob:');
      expect(policy['frame-ancestors']).toContain("'self'");
      expect(policy['object-src']).toContain("'none'");
      expect(headers.get('content-security-policy')).not.toMatch(/unsafe-eval|https?:/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
      expect(headers.get('x-powered-by')).toBeNull();
    }
  });

  test('another name for this machine is refused, and a foreign page may not write', async () => {
    for (const host of ['evil.example', '192.168.1.5:8080', 'localhost.evil.example']) {
      const { status, body } = await raw('/api/health', { host });
      expect([status, (JSON.parse(body.toString()) as { code: string }).code]).toEqual([403, 'request.foreign']);
    }
    for (const host of ['localhost:8080', '127.0.0.1', '[::1]:8080'])
      expect((await raw('/api/health', { host })).status).toBe(200);
    const path = `/api/counties/${county}/imports/5e0a7a53-4f5e-4a47-bd4d-0a3ff9d8b1d5`;
    expect((await raw(path, { host: 'localhost', origin: 'https://evil.example' }, 'DELETE')).status).toBe(403);
    expect((await raw(path, { host: 'localhost', origin: 'null' }, 'DELETE')).status).toBe(403);
    expect((await raw(path, { host: 'localhost', origin: 'http://localhost' }, 'DELETE')).status).toBe(404);
  });

  test('more requests than the limit are refused with 429', async () => {
    const slow = await TestApi.start(({ limits }) => ({ limits: { ...limits, requestsPerMinute: 3 } }));
    try {
      const codes = [];
      for (let n = 0; n < 4; n++) codes.push((await slow.fetch('/api/health')).status);
      expect(codes).toEqual([200, 200, 200, 429]);
    } finally {
      await slow.close();
    }
  });
});

describe('tiles', () => {
  const at = tileAt(...middle(of, 1), 10);
  const path = `/tiles/${county}/areas-gemeinde/${at.z}/${at.x}/${at.y}.mvt`;

  test('gzip, type, ETag; 304 while nothing has changed; another ETag after an import', async () => {
    const first = await raw(path, { host: 'localhost' });
    expect(first.status).toBe(200);
    expect(first.headers['content-encoding']).toBe('gzip');
    expect(first.headers['content-type']).toBe('application/vnd.mapbox-vector-tile');
    const keys = decodeTile(gunzipSync(first.body), 'areas-gemeinde').map(({ properties }) => properties['fid']);
    expect(keys.sort()).toEqual([1, 2, 3, 4].map((n) => `${county}/${gemeinde(of, n)}`));
    const etag = String(first.headers['etag']);
    const second = await raw(path, { host: 'localhost', 'if-none-match': etag });
    expect([second.status, second.body.length]).toEqual([304, 0]);
    await api.load('areas', { name: 'gemeinden_2026-01-01.geojson', bytes: squares(of, (n) => `Neu ${n}`) }, county);
    const third = await raw(path, { host: 'localhost', 'if-none-match': etag });
    expect(third.status).toBe(200);
    expect(third.headers['etag']).not.toBe(etag);
    const names = decodeTile(gunzipSync(third.body), 'areas-gemeinde').map(({ properties }) => properties['name']);
    expect(names).toContain('Neu 1');
  });

  test('with its own revision a tile may be kept for good; with another or none it is asked for again', async () => {
    const json = (await (await api.fetch(`/tiles/${county}/areas-gemeinde.json`)).json()) as { tiles: string[] };
    const revision = /\?v=(.+)$/.exec(json.tiles[0] ?? '')?.[1] ?? '';
    for (let twice = 0; twice < 2; twice++) {
      expect((await api.fetch(`${path}?v=${revision}`)).headers.get('cache-control')).toMatch(/immutable/);
      expect((await api.fetch(`${path}?v=999`)).headers.get('cache-control')).toBe('no-cache');
      expect((await api.fetch(path)).headers.get('cache-control')).toBe('no-cache');
    }
  });

  test('nothing there: 204; TileJSON with the revision in the address and the county as bounds', async () => {
    expect((await api.fetch(`/tiles/${county}/areas-gemeinde/10/0/0.mvt`)).status).toBe(204);
    const json = (await (await api.fetch(`/tiles/${county}/areas-gemeinde.json`)).json()) as {
      tiles: string[];
      bounds: number[];
      maxzoom: number;
    };
    expect(json.maxzoom).toBe(14);
    expect(json.bounds[0]).toBeCloseTo(of.west, 6);
    const address = (json.tiles[0] ?? '')
      .replace('{z}', String(at.z))
      .replace('{x}', String(at.x))
      .replace('{y}', String(at.y));
    expect((await fetch(address)).status).toBe(200);
    expect(address).toMatch(/\?v=\S+$/);
  });
});
