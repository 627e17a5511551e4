/** The districts of a variant: the file for the GIS office, and taken over as the statute's new edition, and back again. */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProblemDetails } from '../../server/contract/common.ts';
import { schoolDistricts } from '../../server/contract/districts.ts';
import { getJob, ImportJob, listImports, undoImport, type ImportReport } from '../../server/contract/imports.ts';
import { adoptDistricts, variantDistricts } from '../../server/contract/variantDistricts.ts';
import { planDistricts } from '../../server/contract/besideToday.ts';
import type { planGround } from '../../server/contract/variants.ts';
import {
  changeVariant,
  getVariant,
  newVariant,
  planToday,
  type NewChange,
  type Plan,
  type Variant,
} from '../../server/contract/variants.ts';
import type { Response as Answer } from '../../server/contract/endpoint.ts';
import { addressOf } from '../address.ts';
import { engine } from '../database.ts';
import { plannedCounty } from '../plannedCounty.ts';
import type { TestApi } from '../testApi.ts';

const county = '16999';
const GS = 'grundschule';

describe(`${engine}, sample county`, () => {
  let api: TestApi;
  let ground: Answer<typeof planGround>;
  let today: Plan;

  beforeAll(async () => {
    ({ api, ground, today } = await plannedCounty(county));
  }, 240_000);
  afterAll(() => api.close());

  async function send(address: string, body: unknown, version?: number): Promise<{ status: number; body: unknown }> {
    const response = await api.fetch(address, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...(version === undefined ? {} : { 'If-Match': `"${version}"` }),
      },
      body: JSON.stringify(body),
    });
    return { status: response.status, body: await response.json() };
  }
  async function variantWith(name: string, ...wishes: NewChange[]): Promise<Variant> {
    const { body } = await send(addressOf(newVariant, { county }, {}), { name });
    const { id } = body as { id: string };
    for (const [version, wish] of wishes.entries()) {
      const made = await send(addressOf(changeVariant, { county, id }, {}), wish, version);
      expect(made.status, JSON.stringify(made.body)).toBe(200);
    }
    return api.ask(getVariant, { county, id });
  }
  const take = ({ id }: { id: string }, body: unknown, version?: number) =>
    send(addressOf(adoptDistricts, { county, id }, {}), body, version);
  async function taken(variant: Variant, body: object): Promise<ImportReport> {
    const started = await take(variant, { schoolType: GS, ...body }, variant.version);
    expect(started.status, JSON.stringify(started.body)).toBe(202);
    let job = ImportJob.parse(started.body);
    while (job.status === 'running') {
      await new Promise((resolve) => setTimeout(resolve, 20));
      job = await api.ask(getJob, { county, job: job.id });
    }
    expect(job.problem).toBeNull();
    return job.report!;
  }
  const at = (plan: Plan, key: string) => plan.schools.findIndex((school) => school.key === key);
  const assigned = (plan: Plan, type = GS) => planDistricts(plan, today, type)!;
  /** School of each atom, by key. */
  const schoolsOf = (plan: Plan, type = GS) =>
    assigned(plan, type).schools.map((index) => plan.schools[index]?.key ?? null);
  const atomsOf = (key: string) =>
    ground.atoms.flatMap(({ key: atom }, number) => (assigned(today).schools[number] === at(today, key) ? [atom] : []));
  const assign = (atoms: string[], school: string): NewChange => ({
    kind: 'assign',
    schoolType: GS,
    school,
    homes: { by: 'atoms', atoms },
    from: 2027,
    mode: 'entrants',
  });
  const close: NewChange = { kind: 'close', school: '91017', from: 2028, mode: 'entrants' };
  const districts = () => api.ask(schoolDistricts, { county }, { type: GS });
  const log = async () => (await api.ask(listImports, { county })).imports.filter(({ kind }) => kind === 'districts');

  test('the file: one shape for each school with homes, the county without a rest, none twice', async () => {
    const variant = await variantWith('Datei', assign(atomsOf('91008').slice(0, 12), '91010'), close);
    const address = addressOf(variantDistricts, { county, id: variant.id }, { type: GS });
    expect((await api.fetch(address)).headers.get('content-type')).toMatch(/^application\/geo\+json/);
    const { features } = await api.ask(variantDistricts, { county, id: variant.id }, { type: GS });
    const wanted = [...new Set(schoolsOf(variant.plan))].filter((key) => key !== null).sort();
    expect(features.map(({ properties }) => properties.school)).toEqual(wanted);
    expect(wanted).not.toContain('91017');
    const { rows } = await sql<{ squareMetres: number }>`
      select square_metres as "squareMetres" from area where layer = 'kreis'`.execute(api.db);
    const sum = features.reduce((all, { properties }) => all + properties.square_metres, 0);
    expect(sum / rows[0]!.squareMetres).toBeCloseTo(1, 2);
    const shapes = sql.join(features.map(({ geometry }) => sql`ST_GeomFromGeoJSON(${JSON.stringify(geometry)})`));
    const { rows: checked } = await sql<{ valid: boolean; apart: boolean }>`
      with shape as (select row_number() over () as id, geom from unnest(array[${shapes}]) as geom)
      select (select bool_and(ST_IsValid(geom)) from shape) as valid,
        (select coalesce(bool_and(not ST_Relate(a.geom, b.geom, '2********')), true)
          from shape a join shape b on a.id < b.id and a.geom && b.geom) as apart`.execute(api.db);
    expect(checked).toEqual([{ valid: true, apart: true }]);
  });

  test('taken over: the plan of today is then what the variant made of it; taken back: as before', async () => {
    const before = await districts();
    const imports = await log();
    const variant = await variantWith('Neuer Zuschnitt', assign(atomsOf('91008').slice(0, 12), '91010'), close);
    const wanted = schoolsOf(variant.plan);
    const report = await taken(variant, { validFrom: '2025-08-01', source: 'Kreistag 06/2025' });
    expect(report).toMatchObject({ rejected: 0, problemCount: 0, stored: new Set(wanted.filter(Boolean)).size });
    const [stored] = await log();
    expect(stored).toMatchObject({
      ...{ scope: `${GS}@2025-08-01`, inForce: true, fileName: 'Variante „Neuer Zuschnitt“.geojson' },
      source: `Kreistag 06/2025; Variante „Neuer Zuschnitt“, Stand 22.11.2026 (Fassung 2)`,
      licence: 'gemeinfrei (§ 5 Abs. 1 UrhG)',
    });
    const now = (await api.ask(planToday, { county })).plan;
    const differing = schoolsOf(now).flatMap((school, atom) =>
      school === wanted[atom] ? [] : [[ground.atoms[atom]!.key, wanted[atom], school]],
    );
    expect(differing).toEqual([]);
    expect(stored!.notes.map(({ de }) => de).join(' ')).toContain('Jede Wohnzelle gehört nach ihren Adressen');
    const after = await districts();
    expect(after).toMatchObject({ form: 'drawn', validFrom: '2025-08-01' });
    expect([after.gaps.drawn, after.gaps.atoms, after.overlaps.drawn]).toEqual([[], [], []]);
    expect([after.gaps.addresses.total, after.overlaps.addresses.total]).toEqual([0, 0]);
    expect(after.editions.slice(1)).toEqual(before.editions);
    // The same once more adds nothing; on the new base the variant moves nobody any more.
    expect((await taken(variant, { validFrom: '2025-08-01', source: 'Kreistag 06/2025' })).alreadyLoaded).toBe(true);
    expect(schoolsOf((await api.ask(getVariant, { county, id: variant.id })).plan)).toEqual(wanted);
    await api.ask(undoImport, { county, importId: stored!.id });
    expect((await api.ask(planToday, { county })).plan).toEqual(today);
    expect((await districts()).validFrom).toBe(before.validFrom);
    expect((await log()).filter(({ inForce }) => inForce)).toEqual(imports);
  });

  test('what holds from a later year on is a plan: today, and the variants, still begin with the statute in force', async () => {
    const variant = await variantWith('Später', assign(atomsOf('91008').slice(0, 12), '91010'));
    await taken(variant, { validFrom: '2028-08-01' });
    expect((await api.ask(planToday, { county })).plan).toEqual(today);
    const again = await api.ask(getVariant, { county, id: variant.id });
    expect(again.plan).toEqual(variant.plan);
    const [stored] = await log();
    await api.ask(undoImport, { county, importId: stored!.id });
  });

  test('a type that has districts by law, but none are loaded: where most pupils go becomes the first edition', async () => {
    const type = 'regelschule';
    const observed = schoolsOf(today, type);
    const [from, to] = [...new Set(observed)].filter((key) => key !== null);
    const atoms = ground.atoms.flatMap(({ key }, atom) => (observed[atom] === from ? [key] : []));
    const wish: NewChange = { ...(assign(atoms.slice(0, 5), to!) as object), schoolType: type } as NewChange;
    const variant = await variantWith('Regelschulen', wish);
    const wanted = schoolsOf(variant.plan, type);
    await taken(variant, { schoolType: type, validFrom: '01.08.2025' });
    const now = (await api.ask(planToday, { county })).plan;
    expect(assigned(now, type).hasDistricts).toBe(true);
    // Scattered atoms, among them such as a border of Gemeinden cuts.
    const differing = schoolsOf(now, type).filter((school, atom) => school !== wanted[atom]).length;
    expect(differing).toBe(0);
    const [stored] = await log();
    expect(stored!.scope).toBe(`${type}@2025-08-01`);
    await api.ask(undoImport, { county, importId: stored!.id });
    // A closed school has none: without a statute its atoms stay with it until somebody assigns them.
    const closing = await variantWith('Ohne', wish, { kind: 'close', school: from!, from: 2028, mode: 'atOnce' });
    const { features } = await api.ask(variantDistricts, { county, id: closing.id }, { type });
    expect(features.map(({ properties }) => properties.school)).not.toContain(from);
    const refused = await take(closing, { schoolType: type, validFrom: '2028-08-01' }, closing.version);
    expect([refused.status, (refused.body as ProblemDetails).code]).toEqual([422, 'variant.atClosedSchool']);
    expect((await log())[0]!.undoneAt).not.toBeNull();
  });

  describe('what cannot be the statute is refused with a sentence, and nothing is stored', () => {
    const place = () => ground.atoms[0]!.point;
    const moved = () => assign(atomsOf('91008').slice(0, 2), '91010');
    test.each<[string, () => NewChange[], object]>([
      ['variant.noDistricts', () => [moved()], { schoolType: 'gymnasium' }],
      ['variant.noDistricts', () => [moved()], { schoolType: 'gibtsnicht' }],
      ['variant.noAssignment', () => [], {}],
      ['variant.noAssignment', () => [moved(), { kind: 'undo' }], {}],
      ['variant.validFrom', () => [moved()], { validFrom: '2027-02-30' }],
      ['variant.validFrom', () => [moved()], { validFrom: 'morgen' }],
      ['variant.validFrom', () => [moved()], { validFrom: '2027' }],
      ['variant.validFrom', () => [moved()], { validFrom: '1027-08-01' }],
      [
        'variant.newSchool',
        () => [
          {
            ...{ kind: 'open', name: 'Neue Schule', schoolType: GS, authority: null, gradeFrom: 1, gradeTo: 4 },
            ...{ parallelClasses: 2, places: 192, lon: place()[0], lat: place()[1], from: 2027 },
          },
        ],
        {},
      ],
    ])('%s', async (code, wishes, body) => {
      let variant = await variantWith('Abgelehnt', ...wishes());
      const fresh = variant.plan.schools.find(({ isNew }) => isNew);
      if (fresh) {
        const { id, version } = variant;
        const wish = assign(atomsOf('91008').slice(0, 3), fresh.key);
        expect((await send(addressOf(changeVariant, { county, id }, {}), wish, version)).status).toBe(200);
        variant = await api.ask(getVariant, { county, id });
      }
      const imports = await log();
      const refused = await take(variant, { schoolType: GS, validFrom: '2028-08-01', ...body }, variant.version);
      const { code: told, text } = refused.body as ProblemDetails;
      expect([refused.status, told]).toEqual([422, code]);
      expect([text!.de.length > 40, text!.en.length > 40, /bitte/i.test(text!.de)]).toEqual([true, true, true]);
      expect(await log()).toEqual(imports);
    });

    test('a version that nobody saw', async () => {
      const variant = await variantWith('Gesehen', moved());
      const body = { schoolType: GS, validFrom: '2028-08-01' };
      const imports = await log();
      expect((await take(variant, body)).status).toBe(428);
      expect((await take(variant, body, 0)).status).toBe(412);
      const nobody = { id: '00000000-0000-4000-8000-000000000000' };
      expect((await take(nobody, body, 1)).status).toBe(404);
      expect(await log()).toEqual(imports);
    });
  });
});
