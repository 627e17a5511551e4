/** What else there is: houses for culture, advice and young people, offices to turn to, and programmes in which some Kitas and schools take part. */
import type { SampleCounty } from '../model.ts';
import { createRandom, type Random } from '../random.ts';
import { toDegrees } from './project.ts';
import { addressCells } from './tables.ts';
import { csv, decimal, utf8, type CsvCell } from './text.ts';

interface Planned {
  kind: string;
  /** With the place behind it. */
  name: string;
  provider: string;
  /** How many in the towns, the county town first; the rest in villages. */
  towns: readonly number[];
  villages: number;
  audience: string;
  ages: readonly [number | '', number | ''];
}

const COUNTY = 'Landkreis Ahlengrund';
const NOBODY: Planned['ages'] = ['', ''];
const PLANNED: readonly Planned[] = [
  ...[
    { kind: 'Volkshochschule', name: 'Volkshochschule', provider: COUNTY, towns: [1, 1, 1, 0], villages: 0 },
    { kind: 'Bibliothek', name: 'Bibliothek', provider: '', towns: [1, 1, 1, 1], villages: 1 },
  ].map((one) => ({ ...one, audience: 'alle', ages: NOBODY })),
  ...[
    { kind: 'Musikschule', name: 'Musikschule', towns: [1, 0, 1, 0] },
    { kind: 'Jugendkunstschule', name: 'Jugendkunstschule „Farbtopf“', towns: [1, 0, 0, 0] },
  ].map((one): Planned => ({
    ...one,
    provider: COUNTY,
    villages: 0,
    audience: 'Kinder und Jugendliche',
    ages: [4, 21],
  })),
  {
    ...{ kind: 'Jugendzentrum', name: 'Jugendhaus', provider: 'Volkshilfe Ahlengrund gGmbH', towns: [1, 1, 1, 1] },
    ...{ villages: 2, audience: 'Jugendliche', ages: [10, 27] },
  },
  {
    ...{ kind: 'Beratungsstelle', name: 'Erziehungs- und Familienberatung', provider: COUNTY, towns: [1, 1, 1, 0] },
    ...{ villages: 0, audience: 'Eltern, Kinder und Jugendliche', ages: NOBODY },
  },
  {
    ...{ kind: 'Familienzentrum', name: 'Familienzentrum „Nest“', provider: 'Kinderwelt Ahlengrund e. V.' },
    ...{ towns: [1, 1, 0, 0], villages: 1, audience: 'Familien mit kleinen Kindern', ages: [0, 6] },
  },
  {
    ...{ kind: 'Mehrgenerationenhaus', name: 'Haus am Markt', provider: 'Lebensräume Wippland gGmbH' },
    ...{ towns: [0, 1, 0, 0], villages: 0, audience: 'alle', ages: NOBODY },
  },
  {
    ...{ kind: 'Offener Treff', name: 'Offener Treff', provider: 'Elterninitiative Rieth e. V.' },
    ...{ towns: [0, 0, 0, 0], villages: 2, audience: 'alle', ages: NOBODY },
  },
];

/** Within a walk of the middle of the place. */
const CENTRAL = 900;

export function offersCsv(county: SampleCounty): Uint8Array {
  const random = createRandom(county.options.seed, 'offers');
  const { localities } = county;
  const byResidents = localities.map((_, l) => l).sort((a, b) => localities[b]!.residents - localities[a]!.residents);
  const towns = byResidents.filter((l) => localities[l]!.kind === 'town');
  const villages = byResidents.filter((l) => localities[l]!.kind === 'village').slice(0, 12);
  const find = addressFinder(county, random);
  const rows: CsvCell[][] = [];
  for (const planned of PLANNED) {
    const inTowns = planned.towns.flatMap((count, t) => Array.from({ length: count }, () => towns[t]!));
    const inVillages = random.shuffled(villages).slice(0, planned.villages);
    for (const locality of [...inTowns, ...inVillages])
      rows.push(offerCells(county, planned, locality, find(locality), rows.length + 1));
  }
  const header =
    'Nummer;Bezeichnung;Art;Träger;Straße;Hausnummer;PLZ;Ort;Telefon;E-Mail;Internet;Zielgruppe;Alter von;Alter bis;Länge;Breite';
  return utf8(csv([header.split(';'), ...rows]));
}

/** Each house once. */
function addressFinder({ addresses, localities }: SampleCounty, random: Random): (locality: number) => number {
  const used = new Set<number>();
  return (locality) => {
    const { centre } = localities[locality]!;
    const own = addresses.flatMap(({ point, locality: at }, a) =>
      at === locality && !used.has(a) ? [{ a, point }] : [],
    );
    const central = own.filter(({ point }) => Math.hypot(point[0] - centre[0], point[1] - centre[1]) < CENTRAL);
    const { a } = random.pick(central.length > 0 ? central : own);
    used.add(a);
    return a;
  };
}

function offerCells(
  county: SampleCounty,
  planned: Planned,
  locality: number,
  address: number,
  number: number,
): CsvCell[] {
  const { kind, name, provider, audience, ages } = planned;
  const place = county.localities[locality]!;
  const [longitude, latitude] = toDegrees(county.addresses[address]!.point);
  const code = String(number).padStart(2, '0');
  return [
    ...[`A${code}`, `${name} ${place.name}`, kind, provider || `Stadt ${place.name}`],
    ...addressCells(county, address),
    ...[
      `03691 99999-1${code}`,
      `angebot${code}@example.org`,
      `https://example.org/angebote/${code}`,
      audience,
      ...ages,
    ],
    ...[decimal(longitude, 6), decimal(latitude, 6)],
  ];
}

const ALL: readonly [subject: string, office: string][] = [
  ['Jugendhilfe und Kita-Plätze', 'Jugendamt'],
  ['Schulnetz und Schülerbeförderung', 'Schulverwaltungsamt'],
  ['Bildungsmonitoring und Sozialplanung', 'Stabsstelle Planung'],
];

/** The county's offices for everything, those of the Gemeinden for their own Kitas. */
export function contactsCsv({ municipalities }: SampleCounty): Uint8Array {
  const contact = (number: number, box: string) => [
    `03691 99999-3${String(number).padStart(2, '0')}`,
    `${box}@example.org`,
    'https://example.org',
  ];
  const rows = [
    ...ALL.map(([subject, office], at) => ['', subject, `${COUNTY}, ${office}`, ...contact(at, `stelle${at + 1}`)]),
    ...municipalities.map(({ key, name }, at) => [
      ...[key, 'Kita-Anmeldung vor Ort', `Gemeindeverwaltung ${name}`],
      ...contact(ALL.length + at, `kita-${key}`),
    ]),
  ];
  return utf8(csv(['AGS;Aufgabe;Stelle;Telefon;E-Mail;Internet'.split(';'), ...rows]));
}

/** Kitas of the towns rather than of the villages, and schools below the upper secondary. */
export function programmesCsv({ kitas, schools, addresses, localities, options }: SampleCounty): Uint8Array {
  const random = createRandom(options.seed, 'programmes');
  const row = (programme: string, kind: string, key: string): CsvCell[] => {
    const from = 2020 + random.int(5);
    return [programme, kind, key, from, random.chance(0.15) ? from + 1 + random.int(2) : ''];
  };
  const isInTown = (address: number) => localities[addresses[address]!.locality]!.kind === 'town';
  const rows = [
    ...kitas
      .filter(({ address }) => random.chance(isInTown(address) ? 0.5 : 0.15))
      .map(({ key }) => row('Sprachstarke Kita', 'Kita', key)),
    ...schools
      .filter(({ type, address }) => ['GS', 'RS', 'TGS'].includes(type) && random.chance(isInTown(address) ? 0.6 : 0.2))
      .map(({ key }) => row('Schule im Sozialraum', 'Schule', key)),
  ];
  return utf8(csv(['Programm;Art der Einrichtung;Nummer der Einrichtung;seit;bis'.split(';'), ...rows]));
}
