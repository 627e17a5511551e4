/** Profiles of social spaces: told values of every indicator of the layer, and the Kitas and schools that lie in each area. */
import { schoolTypes } from '../../../geodata/import/schoolTypes.ts';
import type { ProfileArea, ProfileIndicator, ProfileSupply, SpaceProfiles } from '../../contract/spaceProfiles.ts';
import { areasOfPoints } from '../../data/repositories/indicators.ts';
import { DomainError } from '../../planning/errors.ts';
import type { Operation } from '../../context.ts';
import { kitaSupply } from '../kita.ts';
import { chooseLayer, type ChosenLayer } from '../layers.ts';
import { kitaList, schoolList } from '../sites.ts';
import { Keeper, stateOf } from '../keeper.ts';
import { catalogueOf, type Catalogue } from './catalogue.ts';
import { NO_CELL, type KnownIndicator } from './known.ts';
import { profileResidents } from './profileResidents.ts';
import { sourcesOf } from './sourcesOf.ts';
import { PREFERRED } from './values.ts';

/** Years that a line on a page can show. */
const YEARS = 10;
/** Of a page each: more areas are no spaces that somebody describes. */
const MOST_AREAS = 600;

/** Of a county some megabytes; each of its PDFs asks for them. */
const kept = new Keeper<SpaceProfiles>(4);

export async function profilesOf(
  context: Operation,
  selection: string,
  query: { layer?: string | undefined },
): Promise<SpaceProfiles> {
  const catalogue = await catalogueOf(context, selection);
  const state = JSON.stringify([stateOf(catalogue.counties), query.layer]);
  return kept.get(context.database, state, () => made(context, selection, catalogue, query));
}

async function made(
  context: Operation,
  selection: string,
  { counties, known, notices }: Catalogue,
  query: { layer?: string | undefined },
): Promise<SpaceProfiles> {
  const keys = counties.map(({ key }) => key);
  const layer = await chooseLayer(context, keys, query.layer, PREFERRED);
  if (layer.areas.length > MOST_AREAS) throw tooMany(layer);
  const own = [...known.values()].filter(({ layers }) => layers.some((one) => one.layer === layer.layer));
  const indicators: ProfileIndicator[] = [];
  for (const one of own) indicators.push(await told(one, layer));
  const { kitas } = await kitaList(context, selection);
  const { schools } = await schoolList(context, selection, undefined);
  const inside = async <Site extends { position: [number, number] }>(sites: readonly Site[]) => {
    const areas = await areasOfPoints(
      context.database.db,
      sites.map(({ position }) => position),
      layer.imports,
    );
    return (area: string) => sites.filter((_, at) => areas[at] === area);
  };
  const [kitasIn, schoolsIn] = [await inside(kitas), await inside(schools)];
  const areas = layer.areas.map(({ county, key, name, point }): ProfileArea => {
    const id = `${county}/${key}`;
    return {
      ...{ county, key, name, point },
      kitas: kitasIn(id).map(({ name: kita, usablePlaces }) => ({ name: kita, places: usablePlaces })),
      schools: schoolsIn(id).map(({ name: school, schoolType, enrolment, places }) => ({
        ...{ name: school, schoolType, pupils: enrolment, places },
      })),
    };
  });
  const used = new Set(schools.map(({ schoolType }) => schoolType));
  return {
    ...{ layer: layer.layer, areas, indicators, notices: [...notices] },
    population: await profileResidents(context, selection, layer.layer, YEARS),
    supply: kitas.length > 0 ? await supplyOf(context, selection, layer) : [],
    schoolTypes: schoolTypes.filter(({ key }) => used.has(key)).map(({ key, label }) => ({ key, label })),
    sources: await sourcesOf(context, keys, [
      ...own,
      { imports: [], kinds: ['schools', 'kitas', 'areas', 'population'] },
    ]),
  };
}

async function told({ definition, table }: KnownIndicator, layer: ChosenLayer): Promise<ProfileIndicator> {
  const { key, name, unit, measure, direction } = definition;
  const { years, areas, whole } = await table(layer.layer);
  const first = Math.max(0, years.length - YEARS);
  return {
    ...{ key, name, unit, measure, direction },
    years: years.slice(first),
    whole: whole.slice(first).map(({ value }) => value),
    areas: layer.areas.map(({ county, key: area }) => {
      const cells = areas.get(`${county}/${area}`) ?? years.map(() => NO_CELL);
      return cells.slice(first).map(({ value }) => value);
    }),
  };
}

async function supplyOf(context: Operation, selection: string, layer: ChosenLayer): Promise<ProfileSupply[]> {
  const first = await kitaSupply(context, selection, { layer: layer.layer });
  const supply: ProfileSupply[] = [];
  for (const { key, label } of first.groups) {
    const { areas, date } =
      key === first.group ? first : await kitaSupply(context, selection, { layer: layer.layer, group: key });
    const byArea = new Map(areas.map((area) => [`${area.county}/${area.key}`, area]));
    supply.push({
      ...{ group: key, label, date },
      areas: layer.areas.map(({ county, key: area }) => {
        const { children, demand, places, gap } = byArea.get(`${county}/${area}`)!;
        return { children, demand, places, gap };
      }),
    });
  }
  return supply;
}

const tooMany = ({ layer, areas }: ChosenLayer) =>
  new DomainError('invalid', 'profiles.tooMany', {
    de: `Die Ebene „${layer}“ hat ${areas.length} Gebiete: Profile gibt es bis ${MOST_AREAS}, bitte eine gröbere Ebene wählen.`,
    en: `The layer '${layer}' has ${areas.length} areas: there are profiles of up to ${MOST_AREAS}, please choose a coarser layer.`,
  });
