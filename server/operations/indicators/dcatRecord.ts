/**
 * A record by which open data portals harvest the store: DCAT-AP.de 2.0 (dcat-ap.de/def/dcatde/2.0/spec) as JSON-LD. Whom
 * to ask is the county's office for statistics, where its list of offices has one; the contributorID at GovData is left to the county.
 */
import type { County } from '../../data/repositories/counties.ts';
import type { ContactRecord } from '../../data/repositories/offers.ts';
import type { NotedIndicator } from './exportRows.ts';

interface Described {
  counties: readonly County[];
  chosen: readonly NotedIndicator[];
  /** Offices to ask. */
  contacts: readonly ContactRecord[];
  /** Of one indicator, not of the store. */
  isOne: boolean;
  /** Where the files are. */
  path: string;
  now: Date;
}

const EUROPE = 'http://publications.europa.eu/resource/authority';
const MEDIA = 'https://www.iana.org/assignments/media-types';
const GEO = 'http://dcat-ap.de/def/politicalGeocoding';

const PREFIXES = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dcatde: 'http://dcat-ap.de/def/dcatde/',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  rdfs: 'http://www.w3.org/2000/01/rdf-schema#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
};

const id = (address: string) => ({ '@id': address });
const german = (text: string) => ({ '@value': text, '@language': 'de' });
const day = (text: string) => ({ '@value': text.slice(0, 10), '@type': 'xsd:date' });

export function dcatRecord({ counties, chosen, contacts, isOne, path, now }: Described): object {
  const place = counties.map(({ name }) => name).join(' + ');
  const only = isOne ? chosen[0]?.definition : undefined;
  const title = only ? `${only.name.de}: ${place}` : `Indikatoren für Bildung und Soziales: ${place}`;
  const origins = originsOf(chosen);
  const dates = chosen.flatMap(({ notes }) => notes.flatMap(({ importedAt }) => importedAt ?? [])).sort();
  const today = now.toISOString();
  const years = chosen.flatMap(({ layers }) => layers.flatMap((layer) => layer.years));
  const publisher = { '@type': 'foaf:Agent', 'foaf:name': german(place) };
  const [dataset, csv, json] = ['datensatz', 'csv', 'json'].map((part) => `${path}#${part}`);
  return {
    '@context': PREFIXES,
    '@graph': [
      {
        ...id(`${path}#eintrag`),
        '@type': 'dcat:CatalogRecord',
        'foaf:primaryTopic': id(dataset!),
        'dct:modified': day(today),
        'dct:conformsTo': id('http://dcat-ap.de/def/dcatde/2.0/'),
      },
      {
        ...id(dataset!),
        '@type': 'dcat:Dataset',
        'dct:identifier': path,
        'dct:title': german(title),
        'dct:description': german(descriptionOf(counties, chosen, only?.description?.de ?? null)),
        'dct:publisher': publisher,
        ...(contacts.length > 0 ? { 'dcat:contactPoint': contacts.map(contactPoint) } : {}),
        'dct:issued': day(dates[0] ?? today),
        'dct:modified': day(dates.at(-1) ?? today),
        'dct:language': id(`${EUROPE}/language/DEU`),
        'dcat:theme': ['EDUC', 'SOCI'].map((theme) => id(`${EUROPE}/data-theme/${theme}`)),
        'dcat:keyword': ['Indikatoren', 'Bildungsmonitoring', 'Sozialplanung', ...counties.map(({ name }) => name)].map(
          german,
        ),
        ...spatial(counties),
        ...(years.length > 0
          ? {
              'dct:temporal': {
                '@type': 'dct:PeriodOfTime',
                'dcat:startDate': day(`${Math.min(...years)}-01-01`),
                'dcat:endDate': day(`${Math.max(...years)}-12-31`),
              },
            }
          : {}),
        'dct:source': origins.map(({ title: from, licence }) => ({
          'dct:title': german(from),
          ...(licence === null ? {} : { 'dct:license': licenceOf(licence) }),
        })),
        'dcat:distribution': [id(csv!), id(json!)],
      },
      distribution(csv!, path, origins, { file: 'indikatoren.csv', format: 'CSV', media: 'text/csv' }),
      distribution(json!, path, origins, { file: 'indikatoren.json', format: 'JSON', media: 'application/json' }),
    ],
  };
}

/** Of the offices of the whole county those whose task is figures. */
const ASKED = /statistik|bildungsmonitoring|sozialplanung|indikator|open ?data|offene daten|statistics/i;
export const officesToAsk = (contacts: readonly ContactRecord[]): ContactRecord[] =>
  contacts.filter(
    ({ area, subject, email, phone, web }) => area === null && ASKED.test(subject) && (email ?? phone ?? web),
  );

const contactPoint = ({ office, email, phone, web }: ContactRecord): object => ({
  '@type': 'vcard:Organization',
  'vcard:fn': german(office),
  ...(email === null ? {} : { 'vcard:hasEmail': id(`mailto:${email}`) }),
  ...(phone === null ? {} : { 'vcard:hasTelephone': id(`tel:${phone.replace('(0)', '').replaceAll(/[^\d+]/g, '')}`) }),
  ...(web === null ? {} : { 'vcard:hasURL': id(web) }),
});

function descriptionOf(counties: readonly County[], chosen: readonly NotedIndicator[], own: string | null): string {
  const invented = counties.some(({ isSample }) => isSample) ? ' Erfundene Beispieldaten.' : '';
  const what =
    own ??
    `${chosen.length} Indikatoren nach Gebiet und Jahr mit Definition, Einheit, Quelle und Lizenz. Geschützte Werte sind nicht enthalten.`;
  return `${what}${invented}`;
}

function spatial(counties: readonly County[]): object {
  const districts = counties.filter(({ key }) => /^\d{5}$/.test(key));
  const places = districts.map(({ key }) => `${GEO}/districtKey/${key}`);
  if (places.length === 0) return { 'dcatde:politicalGeocodingLevelURI': id(`${GEO}/Level/federal`) };
  return {
    'dct:spatial': districts.map(({ name }, at) => ({
      ...id(places[at]!),
      '@type': 'dct:Location',
      'skos:prefLabel': german(name),
    })),
    'dcatde:politicalGeocodingURI': places.map(id),
    'dcatde:politicalGeocodingLevelURI': id(`${GEO}/Level/administrativeDistrict`),
  };
}

interface Origin {
  title: string;
  licence: string | null;
}

/** Each source once: as the definition tells it, else as its imports do. */
function originsOf(chosen: readonly NotedIndicator[]): Origin[] {
  const origins = new Map<string, Origin>();
  const add = (title: string, licence: string | null) => origins.set(`${title}|${licence}`, { title, licence });
  for (const { definition, notes } of chosen)
    if (definition.source !== null) add(definition.source, definition.licence);
    else for (const note of notes) add(note.source ?? 'Quelle nicht angegeben', definition.licence ?? note.licence);
  return [...origins.values()];
}

/** Of files from several sources a licence is stated only where it is that of all of them. */
function distribution(
  address: string,
  path: string,
  origins: readonly Origin[],
  { file, format, media }: { file: string; format: string; media: string },
): object {
  const licences = [...new Set(origins.map(({ licence }) => licence))];
  const [one] = licences;
  const each = origins.map(({ title, licence }) => `${title} (${licence ?? 'Lizenz nicht angegeben'})`).join('; ');
  return {
    ...id(address),
    '@type': 'dcat:Distribution',
    'dct:title': german(file),
    'dcat:accessURL': id(path),
    'dcat:downloadURL': id(path),
    'dct:format': id(`${EUROPE}/file-type/${format}`),
    'dcat:mediaType': id(`${MEDIA}/${media}`),
    'dcat:packageFormat': id(`${MEDIA}/application/zip`),
    ...(licences.length === 1 && one ? { 'dct:license': licenceOf(one) } : {}),
    ...(licences.length > 1
      ? { 'dct:rights': { '@type': 'dct:RightsStatement', 'rdfs:label': german(`Je Quelle: ${each}`) } }
      : {}),
    'dcatde:licenseAttributionByText': german(each),
  };
}

/** As offices write them, and their names at dcat-ap.de/def/licenses. */
const LICENCES: readonly (readonly [RegExp, string])[] = [
  [/\bdl-?de[/-]by-2[-.]0|dl-by-de[/-]2[.-]0|datenlizenz deutschland.*namensnennung.*2\.0/i, 'dl-by-de/2.0'],
  [/\bdl-?de[/-]zero-2[-.]0|dl-zero-de[/-]2[.-]0|datenlizenz deutschland.*zero.*2\.0/i, 'dl-zero-de/2.0'],
  [/^\s*cc[ -]by[ -/]?4\.0\b/i, 'cc-by/4.0'],
  [/^\s*cc[ -]by-sa[ -/]?4\.0\b/i, 'cc-by-sa/4.0'],
  [/^\s*cc[ -]?(0|zero)\b/i, 'cc-zero'],
];

/** A licence that portals know by its address; else its text. */
function licenceOf(text: string): object {
  const known = LICENCES.find(([pattern]) => pattern.test(text));
  return known
    ? id(`http://dcat-ap.de/def/licenses/${known[1]}`)
    : { '@type': 'dct:LicenseDocument', 'dct:title': german(text) };
}
