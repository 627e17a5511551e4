/** What Kita planning knows beside places by age: hours, integration, guests, childminders, and plots to build on. */
import type { SampleCounty, SampleKita } from '../model.ts';
import { createRandom, type Random } from '../random.ts';
import { toDegrees } from './project.ts';
import { csv, decimal, utf8, type CsvCell } from './text.ts';

export const KITA_MORE = 'davon ganztags;Integrationsplätze;davon Kinder von außerhalb'.split(';');

/** Two of three places are for the whole day; some houses take children with disabilities, and a few from beyond the border. */
export function kitaCells({ usable, occupiedUnder3, occupiedFrom3 }: SampleKita, random: Random): CsvCell[] {
  const fullDay = Math.round(usable * random.between(0.55, 0.8));
  const integration = random.chance(0.3) ? 2 + random.int(5) : 0;
  const guests = random.chance(0.2) ? random.int(Math.max(1, Math.round((occupiedUnder3 + occupiedFrom3) * 0.08))) : 0;
  return [fullDay, integration, guests];
}

/** In the larger Gemeinden: five children are what one childminder may look after. */
export function familyDayCareCsv({ municipalities, population, options }: SampleCounty): Uint8Array {
  const random = createRandom(options.seed, 'day care');
  const rows = municipalities.flatMap(({ key }, m): CsvCell[][] => {
    const years = population.residents[m]!;
    const young = years.at(-1)!.reduce((sum, sex) => sum + sex[0]! + sex[1]! + sex[2]!, 0);
    const minders = young < 60 ? 0 : random.round(young * 0.008);
    return minders === 0 ? [] : [[key, 5 * minders, random.int(3)]];
  });
  return utf8(csv(['AGS;Plätze unter 3;Plätze ab 3'.split(';'), ...rows]));
}

const PLOTS = 6;

/** Beside houses of the newer streets, where the county owns a plot. */
export function kitaCandidatesCsv({ addresses, localities, options }: SampleCounty): Uint8Array {
  const random = createRandom(options.seed, 'plots');
  const newer = addresses.filter(({ newness }) => newness > 0.8);
  const rows = Array.from({ length: PLOTS }, (_, index): CsvCell[] => {
    const { street, locality, point } = random.pick(newer);
    const [longitude, latitude] = toDegrees(point);
    return [index + 1, `${street}, ${localities[locality]!.name}`, decimal(longitude, 6), decimal(latitude, 6)];
  });
  return utf8(csv(['Nummer;Bezeichnung;Länge;Breite'.split(';'), ...rows]));
}
