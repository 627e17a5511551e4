/** Yardsticks of published formulas: the file holds what goes in, the last line what comes out, unrounded. */
import { refuse } from '../../geodata/formats/say.ts';
import { decodeText } from '../../geodata/formats/text.ts';
import { projectCohorts } from '../../server/planning/forecast/leslie.ts';
import { floatingCatchment } from '../../server/planning/kita/floatingCatchment.ts';
import { reachableWithin } from '../../server/planning/kita/reachable.ts';

interface Computed {
  /** One line for people. */
  report: string;
  /** What the last line says. */
  figures: Record<string, number[]>;
}

interface Definition {
  /** One line of the help. */
  about: string;
  /** The names of the figures. */
  figures: readonly string[];
  /** @throws SourceError */
  compute: (bytes: Uint8Array) => Computed;
}

export const formulaYardsticks = {
  'floating-catchment': {
    about: 'erreichbare Plätze je Kind (E2SFCA); JSON mit supply, demand, cost und steps',
    figures: ['accessibility'],
    compute: (bytes) => {
      const file = readFields(bytes);
      const supply = numbers(file, 'supply', FROM_0);
      const demand = numbers(file, 'demand', FROM_0);
      const rows = lists(file, 'cost');
      expectLength('cost', rows.length, 'demand', demand.length);
      const cost = rows.map((row, index) => {
        const name = `cost[${index}]`;
        const costs = asNumbers(row, name, FROM_0, { orNull: true });
        expectLength(name, costs.length, 'supply', supply.length);
        return costs;
      });
      const steps = readSteps(file);
      const reachable = reachableWithin(demand.length, supply.length, (i, j) => cost[i]![j]!, steps.at(-1)!.upTo);
      const accessibility = [...floatingCatchment({ supply, demand, reachable, steps }).accessibility];
      expectFinite('accessibility', accessibility);
      return {
        report: `${demand.length} Punkte, ${supply.length} Standorte, ${steps.length} Zonen.`,
        figures: { accessibility },
      };
    },
  },
  cohort: {
    about: 'Fortschreibung nach Altersgruppen (Leslie); JSON mit population, survival, births und periods',
    figures: ['population'],
    compute: (bytes) => {
      const file = readFields(bytes);
      const before = numbers(file, 'population', FROM_0);
      const survival = numbers(file, 'survival', SHARE);
      const births = numbers(file, 'births', FROM_0);
      if (before.length === 0)
        refuse(
          'score.groups',
          '„population“ ist leer: bitte mindestens eine Altersgruppe angeben.',
          "'population' is empty: please state at least one age group.",
        );
      expectLength('survival', survival.length, 'population', before.length);
      expectLength('births', births.length, 'population', before.length);
      const periods = readPeriods(file);
      const population = [...projectCohorts(before, survival, births, periods)];
      expectFinite('population', population);
      return {
        report: `${population.length} Altersgruppen, ${periods} Zeiträume.`,
        figures: { population },
      };
    },
  },
} satisfies Record<string, Definition>;

export type FormulaYardstick = keyof typeof formulaYardsticks;

export const isFormulaYardstick = (name: string): name is FormulaYardstick => Object.hasOwn(formulaYardsticks, name);

type Fields = Record<string, unknown>;

interface Range {
  most: number;
  de: string;
  en: string;
}

const FROM_0: Range = { most: Number.MAX_VALUE, de: 'eine Zahl ab 0', en: 'a number from 0 on' };
const SHARE: Range = { most: 1, de: 'ein Anteil von 0 bis 1', en: 'a share from 0 to 1' };
/** More would keep a person waiting. */
const MOST_PERIODS = 10_000;

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function readFields(bytes: Uint8Array): Fields {
  let read: unknown;
  try {
    read = JSON.parse(decodeText(bytes).text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  if (isObject(read)) return read;
  return refuse(
    'score.json',
    'Die Datei ist kein JSON-Objekt: bitte eine Datei der Form {"…": […], …} angeben, wie docs/score.md sie zeigt.',
    'The file is no JSON object: please state a file of the form {"…": […], …} as docs/score.md shows it.',
  );
}

function asList(value: unknown, name: string): unknown[] {
  if (Array.isArray(value)) return value;
  return refuse(
    'score.list',
    `„${name}“ fehlt oder ist keine Liste: bitte eine Liste in eckigen Klammern angeben.`,
    `'${name}' is missing or no list: please state a list in square brackets.`,
  );
}

const lists = (file: Fields, name: string): unknown[] => asList(file[name], name);
const numbers = (file: Fields, name: string, range: Range): number[] => asNumbers(lists(file, name), name, range);

/** @param orNull null stands for Infinity */
function asNumbers(value: unknown, name: string, range: Range, { orNull = false } = {}): number[] {
  return asList(value, name).map((each, index) =>
    orNull && each === null ? Infinity : asNumber(each, `${name}[${index}]`, range),
  );
}

function asNumber(value: unknown, name: string, { most, de, en }: Range): number {
  if (typeof value === 'number' && value >= 0 && value <= most) return value;
  const written = value === undefined ? '–' : JSON.stringify(value);
  // JSON has no word for what is too large to be a number.
  const shown = value === Infinity ? 'Infinity' : written.length > 20 ? `${written.slice(0, 20)}…` : written;
  return refuse(
    'score.number',
    `Für ${name} steht „${shown}“ (gezählt ab 0), erwartet wird ${de}: bitte die Datei berichtigen.`,
    `For ${name} there is '${shown}' (counted from 0) where ${en} is expected: please correct the file.`,
  );
}

function expectLength(name: string, length: number, of: string, wanted: number): void {
  if (length === wanted) return;
  refuse(
    'score.length',
    `„${name}“ hat die Länge ${length}, „${of}“ aber ${wanted}: bitte beide gleich lang angeben.`,
    `'${name}' has the length ${length}, but '${of}' ${wanted}: please state both with the same length.`,
  );
}

function readSteps(file: Fields): { upTo: number; weight: number }[] {
  const steps = lists(file, 'steps').map((step, index) => {
    const { upTo, weight } = isObject(step) ? step : {};
    return {
      upTo: asNumber(upTo, `steps[${index}].upTo`, FROM_0),
      weight: asNumber(weight, `steps[${index}].weight`, FROM_0),
    };
  });
  if (steps.length === 0 || steps.some(({ upTo }, index) => index > 0 && upTo <= steps[index - 1]!.upTo))
    refuse(
      'score.steps',
      '„steps“ muss mindestens eine Zone nennen, jede mit größerem upTo als die vor ihr: bitte aufsteigend angeben.',
      "'steps' must name at least one zone, each with a larger upTo than the one before: please state them ascending.",
    );
  return steps;
}

function readPeriods({ periods }: Fields): number {
  if (typeof periods === 'number' && Number.isInteger(periods) && periods >= 0 && periods <= MOST_PERIODS)
    return periods;
  return refuse(
    'score.periods',
    `„periods“ muss eine ganze Zahl von 0 bis ${MOST_PERIODS} sein: bitte die Zahl der Zeiträume angeben.`,
    `'periods' must be a whole number from 0 to ${MOST_PERIODS}: please state the number of periods.`,
  );
}

function expectFinite(name: string, values: readonly number[]): void {
  if (values.every(Number.isFinite)) return;
  refuse(
    'score.overflow',
    `„${name}“ wird größer, als Zahlen hier sein können: bitte kleinere Zahlen oder weniger Zeiträume angeben.`,
    `'${name}' grows beyond what numbers can be here: please state smaller numbers or fewer periods.`,
  );
}
