/** The indicator store as files, for open data portals and other tools: what the API tells, table by table, and what is known of it. */
import { csvRows, writeCsv } from '../../../geodata/formats/table/writeCsv.ts';
import { ZipWriter } from '../../../geodata/formats/writeZip.ts';
import { listLayers } from '../../data/repositories/areas.ts';
import { listContacts } from '../../data/repositories/offers.ts';
import type { County } from '../../data/repositories/counties.ts';
import type { Operation } from '../../context.ts';
import { sourcesOf } from './sourcesOf.ts';
import { chooseLayer } from '../layers.ts';
import { catalogueOf, oneIndicator, toldIndicator } from './catalogue.ts';
import { dcatRecord, officesToAsk } from './dcatRecord.ts';
import {
  COLUMNS,
  DEFINITION_COLUMNS,
  definitionRow,
  valueRows,
  type NamedArea,
  type NotedIndicator,
} from './exportRows.ts';
import { COUNTY_LAYER, NO_CELL, type IndicatorTable, type KnownIndicator } from './known.ts';

/** @param address of the service, as who asks has reached it */
export async function exportedIndicators(
  context: Operation,
  selection: string,
  key: string | undefined,
  address: string,
): Promise<Uint8Array> {
  const catalogue = await catalogueOf(context, selection);
  const { counties, known } = catalogue;
  const chosen = key === undefined ? [...known.values()] : [oneIndicator(catalogue, key)];
  const areasOf = await namedAreas(context, counties);
  const zip = new ZipWriter(context.now());
  const [csv, json] = [zip.file('indikatoren.csv'), zip.file('indikatoren.json')];
  csv.write(writeCsv(COLUMNS, []));
  json.write('{"indicators":[');
  for (const [at, one] of chosen.entries()) {
    json.write(`${at ? ',' : ''}${JSON.stringify(toldIndicator(one)).slice(0, -1)},"values":[`);
    let isFirst = true;
    for await (const { table, areas } of tablesOf(one, areasOf)) {
      csv.write(csvRows(valueRows(one.definition, table, areas)));
      json.write(`${isFirst ? '' : ','}${JSON.stringify(told(table, areas))}`);
      isFirst = false;
    }
    json.write(']}');
  }
  json.write(`],"notices":${JSON.stringify(catalogue.notices)}}`);
  for (const file of [csv, json]) file.end();
  const noted = await withSources(context, counties, chosen);
  const definitions = zip.file('definitionen.csv');
  definitions.write(writeCsv(DEFINITION_COLUMNS, noted.map(definitionRow)));
  definitions.end();
  const contacts = officesToAsk(
    await listContacts(
      context.database.db,
      counties.map((county) => county.key),
    ),
  );
  const record = zip.file('dcat-ap.jsonld');
  const path = `${address}/api/counties/${selection}/indicators/export${key === undefined ? '' : `?key=${encodeURIComponent(key)}`}`;
  record.write(
    JSON.stringify(
      dcatRecord({ counties, chosen: noted, contacts, isOne: key !== undefined, path, now: context.now() }),
      null,
      2,
    ),
  );
  record.end();
  return zip.bytes();
}

type AreasOf = (layer: string) => Promise<NamedArea[] | null>;

/** Of a layer whose areas are no longer there nothing is shown anywhere. */
async function namedAreas(context: Operation, counties: readonly County[]): Promise<AreasOf> {
  const keys = counties.map(({ key }) => key);
  const there = new Set((await listLayers(context.database.db, keys)).map(({ key }) => key));
  const read = new Map<string, NamedArea[]>();
  return async (layer) => {
    const areas =
      read.get(layer) ??
      (layer === COUNTY_LAYER
        ? counties.map(({ key, name }) => ({ county: key, key, name }))
        : there.has(layer)
          ? (await chooseLayer(context, keys, layer, [])).areas
          : null);
    if (areas) read.set(layer, areas);
    return areas;
  };
}

/**
 * One table after the other, so that a large store is never held at once. The county's own figures that no table of the county has
 * follow as a table of theirs.
 */
async function* tablesOf(
  { layers, table: tableOf }: KnownIndicator,
  areasOf: AreasOf,
): AsyncGenerator<{ table: IndicatorTable; areas: NamedArea[] }> {
  const told = new Set(layers.find(({ layer }) => layer === COUNTY_LAYER)?.years);
  const rest = new Map<number, IndicatorTable['whole'][number]>();
  for (const { layer } of layers) {
    const areas = await areasOf(layer);
    if (areas === null) continue;
    const table = await tableOf(layer);
    table.whole.forEach((cell, at) => {
      if (cell.value !== null && !told.has(table.years[at]!)) rest.set(table.years[at]!, cell);
    });
    yield { table, areas };
  }
  const [county] = (await areasOf(COUNTY_LAYER)) ?? [];
  if (rest.size === 0 || !county) return;
  const years = [...rest.keys()].sort((a, b) => a - b);
  const cells = years.map((year) => rest.get(year)!);
  yield {
    table: {
      layer: COUNTY_LAYER,
      years,
      areas: new Map([[`${county.key}/${county.key}`, cells]]),
      whole: cells,
      notices: [],
    },
    areas: [county],
  };
}

/** As the answer for one indicator and layer tells it. */
const told = ({ layer, years, areas, whole, notices }: IndicatorTable, named: readonly NamedArea[]) => ({
  ...{ layer, years },
  areas: named.map(({ county, key, name }) => {
    const cells = areas.get(`${county}/${key}`) ?? years.map(() => NO_CELL);
    return {
      ...{ county, key, name },
      values: cells.map(({ value }) => value),
      estimated: years.filter((_, at) => cells[at]!.isEstimated),
    };
  }),
  whole: whole.map(({ value }) => value),
  notices,
});

async function withSources(
  context: Operation,
  counties: readonly County[],
  chosen: readonly KnownIndicator[],
): Promise<NotedIndicator[]> {
  const keys = counties.map(({ key }) => key);
  const read = new Map<string, NotedIndicator['notes']>();
  const noted: NotedIndicator[] = [];
  for (const one of chosen) {
    const id = [...one.kinds, ...one.imports].join();
    const notes = read.get(id) ?? (await sourcesOf(context, keys, [one]));
    read.set(id, notes);
    noted.push({ ...one, notes });
  }
  return noted;
}
