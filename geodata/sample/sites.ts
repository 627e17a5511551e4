/** Where schools and Kitas stand: as many as a county of this size has, where most children have the shortest way. */
import {
  AGES,
  LAST_YEAR,
  FIRST_YEAR,
  type Point,
  type SampleAddress,
  type SampleKita,
  type SampleLocality,
  type SampleMunicipality,
  type SamplePopulation,
  type SampleSchool,
  type SchoolType,
} from './model.ts';
import { apportion, type Random } from './random.ts';

export interface SiteGround {
  municipalities: Pick<SampleMunicipality, 'name' | 'planningArea' | 'localities'>[];
  localities: SampleLocality[];
  addresses: SampleAddress[];
  population: SamplePopulation;
  scale: number;
}

/** Schools in the towns in their order (county town first); the rest where they shorten most ways. */
const SCHOOLS: { type: SchoolType; towns: readonly number[]; villages: number }[] = [
  { type: 'GS', towns: [4, 1, 1, 1], villages: 10 },
  { type: 'RS', towns: [2, 1, 1, 1], villages: 2 },
  { type: 'TGS', towns: [0, 0, 0, 0], villages: 2 },
  { type: 'GYM', towns: [1, 1, 1, 0], villages: 0 },
  { type: 'FÖS', towns: [1, 1, 0, 1], villages: 0 },
  { type: 'BS', towns: [1, 0, 1, 0], villages: 0 },
];

const GRADES: Record<SchoolType, readonly [from: number, to: number]> = {
  GS: [1, 4],
  RS: [5, 10],
  TGS: [1, 10],
  GYM: [5, 12],
  FÖS: [1, 10],
  BS: [11, 13],
};

const TYPE_NAMES: Record<SchoolType, string> = {
  GS: 'Grundschule',
  RS: 'Regelschule',
  TGS: 'Gemeinschaftsschule',
  GYM: 'Gymnasium',
  FÖS: 'Förderzentrum',
  BS: 'Berufsbildende Schule',
};

const MOTIFS: Record<SchoolType, readonly string[]> = {
  GS: [
    'Am Anger',
    'Ahlewiesen',
    'Bunte Steine',
    'Am Mühlgraben',
    'Lindenhof',
    'Am Stadtpark',
    'Drei Eichen',
    'Am Weinberg',
    'Sonnenhügel',
    'Am Schlossplatz',
    'Rosengarten',
    'Am Hainberg',
    'Vier Jahreszeiten',
    'Am Kirchberg',
    'Storchennest',
    'Am Teich',
    'Regenbogen',
  ],
  RS: ['Am Stadttor', 'Geschwister Wend', 'Am Bahnhof', 'Wipptal', 'Am Ried', 'Novalis', 'Am Helmberg'],
  TGS: ['Unter den Linden', 'Ahlengrund'],
  GYM: ['Ahlengrund', 'Wippland', 'Schlossberg'],
  FÖS: ['Brücke', 'Lebenswege', 'Am Park'],
  BS: ['Wirtschaft und Technik', 'Gesundheit und Soziales'],
};

const KITAS_IN_TOWNS = [13, 4, 3, 3] as const;
const KITAS = 54;
const KITA_NAMES =
  'Ahlefrösche Ahornblatt Bärenhöhle Bienenkorb Birkenwäldchen Blumenwiese Buchfink Burgzwerge Dreikäsehoch Eichhörnchen Entdeckerland Feldmäuse Flohkiste Glückspilze Grashüpfer Haselmaus Heckenrose Hummelnest Igelbau Kastanienhof Kinderland Kleeblatt Knirpse Koboldwald Kornblume Kuckucksnest Landknirpse Lerchennest Löwenzahn Marienkäfer Mühlenkinder Murmelkiste Nesthäkchen Pfiffikus Pusteblume Rasselbande Regenbogen Riethspatzen Rumpelstilzchen Schatzkiste Schlossgeister Schmetterling Schneckenhaus Sonnenkäfer Spatzennest Sternschnuppe Strolche Tausendfüßler Villa Kunterbunt Wawuschel Weidenkätzchen Wichtelhaus Wippzwerge Zwergenland'.split(
    / (?!Kunterbunt)/,
  );
const FREE_PROVIDERS = [
  'Volkshilfe Ahlengrund gGmbH',
  'Evangelischer Kirchenkreis Ahlenburg',
  'Kinderwelt Ahlengrund e. V.',
  'Lebensräume Wippland gGmbH',
  'Elterninitiative Rieth e. V.',
] as const;

/** What the places are more (or fewer) than the children who want one, by planning area from the largest down. */
const GAPS_UNDER_3 = [-38, 14, -19, 17, -12, 8, 6, 7, 5];
const GAPS_FROM_3 = [-27, 24, 18, -21, -10, 13, 12, 10, 11];

const distance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** Greedily: each further site goes to the place where it saves people the most way. */
function bestPlaces(localities: readonly SampleLocality[], taken: readonly number[], count: number): number[] {
  const chosen: number[] = [];
  const nearest = localities.map(({ centre }) =>
    Math.min(25_000, ...taken.map((l) => distance(localities[l]!.centre, centre))),
  );
  while (chosen.length < count) {
    let [best, most] = [-1, -1];
    localities.forEach(({ centre, kind, residents }, candidate) => {
      if (kind !== 'village' || chosen.includes(candidate)) return;
      let saved = 0.3 * residents * nearest[candidate]!;
      localities.forEach((other, l) => {
        saved += other.residents * Math.max(0, nearest[l]! - distance(other.centre, centre));
      });
      if (saved > most) [best, most] = [candidate, saved];
    });
    chosen.push(best);
    localities.forEach(({ centre }, l) => {
      nearest[l] = Math.min(nearest[l]!, distance(centre, localities[best]!.centre));
    });
  }
  return chosen;
}

/** Gives out addresses: in the place, far from the others of the kind, never twice. */
class SiteFinder {
  private readonly byLocality: number[][];
  private readonly used = new Set<number>();
  private readonly ground: SiteGround;
  private readonly random: Random;

  constructor(ground: SiteGround, random: Random) {
    this.ground = ground;
    this.random = random;
    this.byLocality = ground.localities.map(() => []);
    ground.addresses.forEach(({ locality }, a) => this.byLocality[locality]!.push(a));
  }

  find(locality: number, others: readonly number[]): number {
    const { addresses, localities } = this.ground;
    const { centre, radius } = localities[locality]!;
    let [best, most] = [this.byLocality[locality]![0]!, -Infinity];
    for (let tries = 0; tries < 60; tries++) {
      const candidate = this.random.pick(this.byLocality[locality]!);
      if (this.used.has(candidate)) continue;
      const { point } = addresses[candidate]!;
      const apart = Math.min(radius, ...others.map((other) => distance(addresses[other]!.point, point)));
      const worth = Math.min(apart, 900) - 0.2 * distance(point, centre) + this.random.between(0, 0.2) * radius;
      if (worth > most) [best, most] = [candidate, worth];
    }
    this.used.add(best);
    return best;
  }
}

export function buildSites(ground: SiteGround, random: Random): { schools: SampleSchool[]; kitas: SampleKita[] } {
  const finder = new SiteFinder(ground, random);
  return { schools: buildSchools(ground, finder), kitas: buildKitas(ground, finder, random) };
}

const townsOf = (ground: SiteGround): number[] =>
  ground.localities
    .map((_, l) => l)
    .filter((l) => ground.localities[l]!.kind === 'town')
    .sort((a, b) => ground.localities[b]!.residents - ground.localities[a]!.residents);

function buildSchools(ground: SiteGround, finder: SiteFinder): SampleSchool[] {
  const { localities, municipalities } = ground;
  const towns = townsOf(ground);
  const schools: SampleSchool[] = [];
  // Community schools are built first where Regelschulen are far, so both kinds share the county between them.
  const lower: number[] = [];
  const primary: number[] = [];
  for (const { type, towns: inTowns, villages } of SCHOOLS) {
    const spots = inTowns.flatMap((count, t) => Array.from({ length: count }, () => towns[t]!));
    const near = type === 'GS' ? spots : type === 'RS' || type === 'TGS' ? [...lower, ...spots] : spots;
    const places = [...spots, ...bestPlaces(localities, near, villages)];
    if (type === 'GS') primary.push(...places);
    if (type === 'RS') lower.push(...places);
    places.forEach((locality, i) => {
      const same = schools.filter((school) => school.type === type).map(({ address }) => address);
      const place = localities[locality]!;
      const municipality = municipalities[place.municipality]!;
      // A community school has a primary stage of its own only where no primary school stands.
      const [gradeFrom, gradeTo] = type === 'TGS' && primary.includes(locality) ? [5, 10] : GRADES[type];
      const own = type === 'GS' && place.kind === 'town';
      schools.push({
        key: String(91_001 + schools.length),
        name: `Staatliche${type === 'GYM' || type === 'FÖS' ? 's' : ''} ${TYPE_NAMES[type]} „${MOTIFS[type][i]!}“ ${place.name}`,
        type,
        authority: own ? `Stadt ${municipality.name}` : 'Landkreis Ahlengrund',
        address: finder.find(locality, same),
        gradeFrom,
        gradeTo,
        parallelClasses: 0,
        places: 0,
        afterSchoolPlaces: 0,
        stop: -1,
      });
    });
  }
  return schools;
}

function buildKitas(ground: SiteGround, finder: SiteFinder, random: Random): SampleKita[] {
  const { localities, municipalities, addresses, scale } = ground;
  const towns = townsOf(ground);
  const spots = KITAS_IN_TOWNS.flatMap((count, t) => Array.from({ length: count }, () => towns[t]!));
  const places = [...spots, ...bestPlaces(localities, spots, KITAS - spots.length)];
  const sites: number[] = [];
  for (const locality of places) sites.push(finder.find(locality, sites));
  const names = random.shuffled(KITA_NAMES);
  const kitas = sites.map((address, i): SampleKita => {
    const locality = localities[addresses[address]!.locality]!;
    const free = random.chance(0.42);
    const authority = `${locality.kind === 'town' ? 'Stadt' : 'Gemeinde'} ${municipalities[locality.municipality]!.name}`;
    return {
      key: `K${String(i + 1).padStart(3, '0')}`,
      name: `Kindertagesstätte „${names[i]!}“ ${locality.name}`,
      provider: free ? random.pick(FREE_PROVIDERS) : authority,
      providerKind: free ? 'frei' : 'kommunal',
      address,
      licensed: 0,
      usable: 0,
      placesUnder3: 0,
      placesFrom3: 0,
      occupiedUnder3: 0,
      occupiedFrom3: 0,
    };
  });
  const wanted = demand(ground);
  const rank = new Map(
    wanted
      .map((_, area) => area)
      .sort((a, b) => wanted[b]!.all - wanted[a]!.all)
      .map((area, position) => [area, position]),
  );
  wanted.forEach(({ young, older }, area) => {
    const here = kitas.filter(({ address }) => municipalities[addresses[address]!.municipality]!.planningArea === area);
    if (here.length === 0) return;
    const weights = here.map(({ address }) => {
      const { kind, residents } = localities[addresses[address]!.locality]!;
      return (kind === 'town' ? 950 : Math.max(320, residents / scale)) * random.between(0.75, 1.25);
    });
    const position = rank.get(area)!;
    const share = (demanded: number, gap: number): number[] =>
      apportion(Math.max(here.length * 4, Math.round(demanded + gap * scale)), weights);
    const under3 = share(young, GAPS_UNDER_3[position] ?? 0);
    const from3 = share(older, GAPS_FROM_3[position] ?? 0);
    here.forEach((kita, i) => {
      kita.placesUnder3 = under3[i]!;
      kita.placesFrom3 = from3[i]!;
      kita.usable = under3[i]! + from3[i]!;
      // The licence is for more than there is staff for: rounded up to full fives, sometimes with a group in reserve.
      kita.licensed = Math.ceil((kita.usable + (random.chance(0.2) ? 8 * scale : 0)) / 5) * 5;
    });
  });
  return kitas;
}

/** Places that the state's rule asks for, by planning area (rates of Statistisches Bundesamt, East, 2025). */
function demand({ municipalities, population }: SiteGround): { young: number; older: number; all: number }[] {
  const areas = Math.max(...municipalities.map(({ planningArea }) => planningArea)) + 1;
  const children = Array.from({ length: areas }, () => new Float64Array(AGES));
  municipalities.forEach(({ planningArea }, m) => {
    for (const bySex of population.residents[m]![LAST_YEAR - FIRST_YEAR]!)
      bySex.forEach((count, age) => (children[planningArea]![age]! += count));
  });
  return children.map((count) => {
    const young = 0.549 * (count[0]! + count[1]! + count[2]!);
    const older = 0.95 * (count[3]! + count[4]! + count[5]! + 0.5 * count[6]!);
    return { young, older, all: young + older };
  });
}
