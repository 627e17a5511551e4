/** Pupils by the site of their school, as an indicator: what the school statistics tell, summed over the schools of an area. */
import { readyIndicators } from '../../../geodata/indicators/ready.ts';
import type { Sentence } from '../../contract/common.ts';
import { layerImports, listAreas, listLayers } from '../../data/repositories/areas.ts';
import type { County } from '../../data/repositories/counties.ts';
import { enrolments, type EnrolmentCount } from '../../data/repositories/enrolment.ts';
import { areasAt, listSchools } from '../../data/repositories/sites.ts';
import { PUBLISHED, releaseCount } from '../../planning/confidentiality/release.ts';
import type { Operation } from '../../context.ts';
import { yearsOf, type IndicatorTable, type KnownIndicator, type ToldCell } from './known.ts';

const { key, name, description, numerator, denominator, unit, measure, direction } = readyIndicators.find(
  (one) => one.key === 'schuelerzahl',
)!;

export async function pupilsBySite(context: Operation, counties: readonly County[]): Promise<KnownIndicator[]> {
  const { db } = context.database;
  const keys = counties.map((county) => county.key);
  const counts = await enrolments(db, keys);
  if (counts.length === 0) return [];
  const years = yearsOf(counts.map(({ year }) => year));
  const layers = [...new Set((await listLayers(db, keys)).map((layer) => layer.key))];
  return [
    {
      definition: {
        ...{ key, name, description, numerator, denominator, unit, measure, direction },
        ...{ source: null, licence: null, formula: null, ready: true, protection: 'published', origin: 'computed' },
        method: {
          de: 'Aus der Schulstatistik nach Schule und Stufe; das Jahr ist das, in dem das Schuljahr beginnt.',
          en: 'From the school statistics by school and grade; the year is the one in which the school year begins.',
        },
      },
      layers: layers.map((layer) => ({ layer, years })),
      imports: [],
      kinds: ['enrolments', 'schools'],
      table: (layer) => tableOf(context, keys, counts, years, layer),
    },
  ];
}

async function tableOf(
  context: Operation,
  counties: string[],
  counts: readonly EnrolmentCount[],
  years: number[],
  layer: string,
): Promise<IndicatorTable> {
  const { db } = context.database;
  const imports = await layerImports(db, counties, layer, null);
  const schools = await listSchools(db, counties);
  const areaOf = new Map<string, string>();
  for (const county of counties) {
    const own = schools.filter((school) => school.county === county);
    for (const [school, area] of await areasAt(db, county, imports, own)) areaOf.set(`${county}/${school}`, area);
  }
  const sums = new Map<string, number[]>();
  const whole = years.map(() => 0);
  const gone = new Set<string>();
  for (const { county, school, year, people } of counts) {
    const at = years.indexOf(year);
    whole[at]! += people;
    const area = areaOf.get(`${county}/${school}`);
    if (area === undefined) {
      gone.add(school);
      continue;
    }
    const id = `${county}/${area}`;
    const own = sums.get(id) ?? years.map(() => 0);
    own[at]! += people;
    sums.set(id, own);
  }
  const cell = (people: number): ToldCell => ({
    value: releaseCount(PUBLISHED, people),
    isEstimated: false,
    behind: null,
  });
  const areas = await listAreas(db, imports, counties);
  // Without a school there are none: a true zero.
  const none = years.map(() => 0);
  return {
    ...{ layer, years },
    areas: new Map(
      areas.map((area) => {
        const id = `${area.county}/${area.key}`;
        return [id, (sums.get(id) ?? none).map(cell)];
      }),
    ),
    whole: whole.map(cell),
    notices: gone.size === 0 ? [] : [notPlaced([...gone])],
  };
}

function notPlaced(schools: readonly string[]): Sentence {
  const list = schools.slice(0, 5).join(', ') + (schools.length > 5 ? ' …' : '');
  return {
    de: `${schools.length} Schulen der Schulstatistik (${list}) stehen nicht in der Schulliste oder in keinem Gebiet: sie zählen nur im ganzen Kreis.`,
    en: `${schools.length} schools of the school statistics (${list}) are not in the list of schools, or in no area: they count in the whole county only.`,
  };
}
