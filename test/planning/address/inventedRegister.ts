/** An invented county's address list with what makes real ones hard: the same names in every village, and near-duplicates. */
import { createRandom, type Random } from '../../../geodata/sample/random.ts';
import type { AddressRow } from '../../../server/planning/address/register.ts';

const STEMS =
  `Garten Linden Berg Burg Schul Kirch Bahnhof Mühlen Müller Wiesen Rosen Tulpen Ahorn Eichen Eschen Buchen Birken
  Erlen Fichten Tannen Kiefern Amsel Drossel Finken Lerchen Lärchen Meisen Feld Wald See Teich Bach Brunnen Markt Nord Süd Ost
  West Post Turm Schloss Kloster Hof Anger Dorf Ziegelei Siedlungs Jahn Goethe Schiller Lessing Mozart Beethoven Bismarck
  Friedens Sonnen Hopfen Flachs Gänse Schäfer Bäcker Schmiede Böttcher Gerber Fischer Jäger Förster Heide Moor Sand Stein Kalk
  Hohl Ufer Graben Wall Tor Damm Insel Brücken Färber Töpfer Weber Wein Rhein Main`.split(/\s+/);
const TYPES = ['straße', 'straße', 'straße', 'weg', 'weg', 'allee', 'gasse', 'platz', 'ring', 'steig'];
const PEOPLE =
  `Karl-Marx August-Bebel Rosa-Luxemburg Clara-Zetkin Käthe-Kollwitz Friedrich-Ebert Konrad-Adenauer Theodor-Heuss
  Albert-Schweitzer Geschwister-Scholl Robert-Koch Johann-Sebastian-Bach Dietrich-Bonhoeffer Doktor-Külz Thomas-Müntzer
  Sankt-Georg Sankt-Nikolai Hans-Böckler Heinrich-Heine Wilhelm-Külz Ernst-Thälmann Paul-Gerhardt`.split(/\s+/);
const OTHERS =
  `Am_Anger Anger Am_Bach Im_Bach Am_Berg Im_Winkel An_der_Mühle An_der_Kirche Auf_dem_Kamp Neue_Straße Neustraße
  Lange_Straße Kurze_Straße Alte_Dorfstraße Dorfstraße Zum_Sportplatz Unter_den_Linden Hinter_den_Höfen Markt Alter_Markt
  1._Querweg 2._Querweg Straße_des_17._Juni Platz_der_Einheit In_der_Aue Auenweg Am_Großen_Teich Am_Kleinen_Teich
  Obere_Gasse Untere_Gasse Breite_Straße Große_Gasse Kleine_Gasse Ringstraße`
    .split(/\s+/)
    .map((name) => name.replaceAll('_', ' '));
const PLACE_STARTS =
  `Ahlen Weiß Burg Ober Unter Nieder Linden Eichen Rosen Wolfs Hasel Stein Königs Mühl Neu Alt Grün Schön
  Kirch Dörn`.split(/\s+/);
const PLACE_ENDS = `burg dorf hausen stedt feld bach berg walde rode leben`.split(/\s+/);

function streetNames(random: Random, count: number): string[] {
  const names = new Set(['Hauptstraße', 'Gartenstraße', 'Gartenweg', 'Lindenstraße']);
  while (names.size < count) {
    const kind = random.next();
    if (kind < 0.65) names.add(`${random.pick(STEMS)}${random.pick(TYPES)}`);
    else
      names.add(kind < 0.8 ? `${random.pick(PEOPLE)}-${random.pick(['Straße', 'Weg', 'Platz'])}` : random.pick(OTHERS));
  }
  return [...names];
}

/** Rows for about `places` places with `streets` streets of about `houses` houses each; a third are Ortsteile. */
export function inventedRegister(seed: number, places: number, streets: number, houses: number): AddressRow[] {
  const random = createRandom(seed, 'addresses');
  const names = random.shuffled(PLACE_STARTS.flatMap((start) => PLACE_ENDS.map((end) => start + end)));
  const rows: AddressRow[] = [];
  let municipality = '';
  let code = 31_200;
  for (let i = 0; i < places; i++) {
    const name = `${names[i % names.length]}${i < names.length ? '' : ` am See`}`;
    const part = i % 3 === 2;
    if (!part) municipality = name;
    // Two of three places have a postcode of their own.
    if (i % 3 !== 1) code += 1 + random.int(3);
    const middle = [10 + (i % 10) * 0.05, 52 + Math.floor(i / 10) * 0.03] as const;
    streetNames(random, Math.max(5, Math.round(streets * random.between(0.5, 1.5)))).forEach((street, j) => {
      const last = Math.max(4, Math.round(houses * random.between(0.4, 1.6)));
      for (let number = 1; number <= last; number++) {
        if (number > 1 && random.chance(0.08)) continue;
        const suffixes = random.chance(0.1) ? ['a', 'b'] : random.chance(0.1) ? ['', 'a'] : [''];
        for (const suffix of suffixes) {
          const lon = middle[0] + j * 0.0004 + (suffix ? 0.00005 : 0) + (suffix === 'b' ? 0.00005 : 0);
          const row = { street, houseNumber: `${number}${suffix}`, postcode: String(code), place: municipality };
          rows.push({ ...row, district: part ? name : null, point: [lon, middle[1] + number * 0.0002] });
        }
      }
    });
  }
  return rows;
}
