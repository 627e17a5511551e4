/** Names for streets; a name occurs once in each place. */
import { adjectiveOf } from './names.ts';
import type { Random } from './random.ts';

const OLD = [
  'Kirchgasse',
  'Schulgasse',
  'Mühlgasse',
  'Brunnengasse',
  'Pfarrgasse',
  'Hintergasse',
  'Badergasse',
  'Schmiedegasse',
  'Töpfergasse',
  'Marktstraße',
  'Langgasse',
  'Obergasse',
  'Untergasse',
  'Klostergasse',
  'Gerbergasse',
  'Rittergasse',
  'Webergasse',
  'Fleischergasse',
  'Neue Gasse',
  'Kreuzgasse',
  'Petersgasse',
  'Marktplatz',
  'Kirchplatz',
  'Anger',
  'Am Anger',
  'Hinter der Mauer',
  'Am Stadtgraben',
  'Kirchstraße',
  'Schulstraße',
  'Mühlstraße',
  'Untere Dorfstraße',
  'Obere Dorfstraße',
  'Am Gutshof',
  'Am Plan',
  'Backhausgasse',
  'Lindenplatz',
];
const FLOWERS = [
  'Rosen',
  'Tulpen',
  'Nelken',
  'Flieder',
  'Veilchen',
  'Astern',
  'Dahlien',
  'Lilien',
  'Narzissen',
  'Mohn',
  'Kornblumen',
  'Primel',
  'Ginster',
  'Lavendel',
  'Heide',
  'Klee',
  'Enzian',
  'Malven',
];
const TREES = [
  'Linden',
  'Eichen',
  'Buchen',
  'Ahorn',
  'Birken',
  'Eschen',
  'Kastanien',
  'Erlen',
  'Weiden',
  'Pappel',
  'Kiefern',
  'Tannen',
  'Fichten',
  'Lärchen',
  'Ulmen',
  'Kirsch',
  'Apfel',
  'Nussbaum',
  'Holunder',
  'Weißdorn',
  'Robinien',
  'Haselnuss',
];
const BIRDS = [
  'Amsel',
  'Drossel',
  'Finken',
  'Meisen',
  'Lerchen',
  'Schwalben',
  'Falken',
  'Habicht',
  'Sperber',
  'Reiher',
  'Storchen',
  'Kranich',
  'Star',
  'Zeisig',
  'Nachtigallen',
  'Eulen',
  'Kiebitz',
  'Rotkehlchen',
  'Stieglitz',
  'Wachtel',
];
const PEOPLE = [
  'Goethe',
  'Schiller',
  'Herder',
  'Wieland',
  'Bach',
  'Händel',
  'Mozart',
  'Beethoven',
  'Schubert',
  'Humboldt',
  'Lessing',
  'Kant',
  'Fröbel',
  'Pestalozzi',
  'Luther',
  'Melanchthon',
  'Müntzer',
  'Cranach',
  'Dürer',
  'Liszt',
  'Abbe',
  'Zeiss',
  'Röntgen',
  'Koch',
  'Virchow',
  'Robert-Blum',
  'August-Bebel',
  'Clara-Zetkin',
  'Heinrich-Heine',
  'Theodor-Storm',
  'Gottfried-Keller',
  'Wilhelm-Busch',
  'Käthe-Kollwitz',
  'Geschwister-Scholl',
  'Anna-Seghers',
  'Ricarda-Huch',
  'Johannes-Kepler',
  'Lise-Meitner',
  'Otto-Lilienthal',
  'Rudolf-Diesel',
  'Werner-Siemens',
  'Marie-Curie',
  'Novalis',
  'Eichendorff',
  'Uhland',
  'Fontane',
  'Klopstock',
  'Hölderlin',
  'Jahn',
  'Ludwig-Bechstein',
];
const FIELD = [
  'Mühlberg',
  'Weinberg',
  'Galgenberg',
  'Kirschberg',
  'Windmühlenberg',
  'Steinbruch',
  'Sportplatz',
  'Bahnhof',
  'Friedhof',
  'Teich',
  'Bach',
  'Wiesengrund',
  'Lerchenfeld',
  'Hopfengarten',
  'Rosengarten',
  'Schafhof',
  'Ziegelei',
  'Brauhof',
  'Wasserturm',
  'Schlosspark',
  'Stadtpark',
  'Rodeland',
  'Ried',
  'Hang',
  'Wald',
  'Hain',
  'Kalkofen',
  'Sandberg',
  'Lindenhof',
  'Burggraben',
  'Kirchberg',
  'Schützenhaus',
  'Fuchsbau',
  'Eichholz',
  'Birkenhain',
  'Krautland',
  'Gänseberg',
  'Osterfeld',
  'Siechenbach',
  'Kranichried',
  'Gartenfeld',
  'Hirtenborn',
  'Speicher',
  'Angerberg',
  'Pfingstborn',
  'Bornberg',
  'Silbergrund',
  'Roten Berg',
  'Langen Rain',
  'Hohen Weg',
];
const SINGLE = [
  'Gartenstraße',
  'Bergstraße',
  'Bahnhofstraße',
  'Feldstraße',
  'Wiesenweg',
  'Ringstraße',
  'Neue Straße',
  'Siedlung',
  'Neue Siedlung',
  'Poststraße',
  'Lange Straße',
  'Kurze Straße',
  'Friedensstraße',
  'Sonnenstraße',
  'Talstraße',
  'Höhenweg',
  'Promenade',
  'Nordstraße',
  'Südstraße',
  'Weststraße',
  'Oststraße',
  'Parkstraße',
  'Teichstraße',
  'Bachstraße',
  'Waldstraße',
  'Breite Straße',
  'Grüner Weg',
  'Hohle',
  'Feldrain',
  'Industriestraße',
  'Gewerbering',
  'Am Gewerbepark',
  'Hangweg',
  'Flurweg',
  'Heckenweg',
  'Kleegarten',
];

export class StreetNamer {
  private readonly used = new Set<string>();
  private readonly old: string[];
  private readonly modern: string[];
  private readonly random: Random;

  constructor(random: Random, town: boolean) {
    this.random = random;
    this.old = random.shuffled(OLD.filter((name) => town || !/Markt|Stadt|Mauer|Fleischer|Gerber|Ritter/.test(name)));
    const compound = (stems: readonly string[], endings: readonly string[]): string[] =>
      stems.flatMap((stem) =>
        endings.map((ending) =>
          stem.includes('-') ? `${stem}-${ending[0]!.toUpperCase()}${ending.slice(1)}` : stem + ending,
        ),
      );
    const common = random.shuffled([
      ...SINGLE,
      ...FIELD.map((f) => `Am ${f}`),
      ...compound(
        [...FLOWERS, ...TREES].filter((_, i) => i % 2 === 0),
        ['weg'],
      ),
    ]);
    const rest = random.shuffled([
      ...compound([...FLOWERS, ...TREES, ...BIRDS], ['weg', 'straße', 'ring']),
      ...(town ? compound(PEOPLE, ['straße', 'weg', 'ring', 'platz']) : compound(PEOPLE.slice(0, 20), ['straße'])),
      ...FIELD.flatMap((f) => (/ /.test(f) ? [] : [`Zum ${f}`, `${f}straße`, `${f}weg`])),
    ]);
    this.modern = town ? random.shuffled([...common, ...rest]) : [...common, ...rest];
  }

  /** `age` 0: in the old middle, 1: at the edge. */
  next(age: number): string {
    const list = age < 0.2 && this.random.chance(0.7) ? this.old : this.modern;
    for (let name = list.pop() ?? this.modern.pop(); name !== undefined; name = this.modern.pop()) {
      if (this.take(name)) return name;
    }
    // A tenfold county runs out of stems: then streets are numbered, as big cities do.
    let number = 1;
    while (!this.take(`Straße ${number}`)) number++;
    return `Straße ${number}`;
  }

  towards(place: string): string {
    const name = `${adjectiveOf(place)} Straße`;
    return this.take(name) ? name : this.next(1);
  }

  main(): string {
    for (const name of this.random.shuffled(['Hauptstraße', 'Dorfstraße', 'Lange Straße']))
      if (this.take(name)) return name;
    return this.next(0);
  }

  private take(name: string): boolean {
    if (this.used.has(name)) return false;
    this.used.add(name);
    return true;
  }
}
