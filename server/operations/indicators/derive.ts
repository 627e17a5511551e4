/** Writing a derived indicator down, and removing it: refused where it, or another one, could not be computed then. */
import type { IndicatorDefinition, NewIndicator } from '../../contract/indicators.ts';
import type { Sentence } from '../../contract/common.ts';
import { isRate } from '../../../geodata/import/indicatorTable/words.ts';
import { lockCounty, raiseAnswers } from '../../data/repositories/counties.ts';
import { insertOwnIndicator, ownIndicators, removeOwnIndicator } from '../../data/repositories/indicators.ts';
import { DomainError } from '../../planning/errors.ts';
import { parseFormula, type Formula } from '../../planning/socialSpace/formula.ts';
import type { Operation } from '../../context.ts';
import { catalogueOf, oneIndicator } from './catalogue.ts';
import { namedAs, ownAs, type Own } from './derived.ts';
import { checkedFormula } from './formulaChecks.ts';
import { byLabel, FormulaNames, orderAside, plainName, type Named } from './formulaNames.ts';
import { keyOf } from './known.ts';

/** Of a county: more are a data warehouse of their own. */
const MOST = 200;
/** So that a table that is imported later under the same name does not take its address. */
const PREFIX = 'eigen-';

export async function addIndicator(
  context: Operation,
  county: string,
  wish: NewIndicator,
): Promise<IndicatorDefinition> {
  const given = await givenIn(context, county);
  const wanted: Own = { key: `${PREFIX}${keyOf(wish.name)}`, name: wish.name, unit: wish.unit, told: wish };
  await context.database.db.transaction().execute(async (tx) => {
    await lockCounty(tx, county);
    check(wanted, given, (await ownIndicators(tx, county)).map(ownAs));
    await insertOwnIndicator(tx, county, { id: context.newId(), key: wanted.key, told: wish }, context.now());
    await raiseAnswers(tx, county);
  });
  return oneIndicator(await catalogueOf(context, county), wanted.key).definition;
}

export async function removeIndicator(context: Operation, county: string, key: string): Promise<Record<string, never>> {
  const given = await givenIn(context, county);
  await context.database.db.transaction().execute(async (tx) => {
    await lockCounty(tx, county);
    const own = (await ownIndicators(tx, county)).map(ownAs);
    const users = usersOf(key, given, own);
    if (users.length > 0) throw used(users);
    if (!(await removeOwnIndicator(tx, county, key, context.now()))) throw gone();
    await raiseAnswers(tx, county);
  });
  return {};
}

const notSummed = (unit: string) =>
  new DomainError('invalid', 'indicator.notSummed', {
    de: `Was in „${unit}“ steht, wird nie summiert: bitte als Art „Quote“ statt „Anzahl“ wählen.`,
    en: `What is told in '${unit}' is never summed: please choose the kind 'rate' instead of 'count'.`,
  });

/** All but the derived ones. */
async function givenIn(context: Operation, county: string): Promise<Named[]> {
  const { known } = await catalogueOf(context, county);
  return [...known.values()].filter(({ definition }) => definition.origin !== 'derived').map(namedAs);
}

function check(wanted: Own, given: readonly Named[], own: readonly Own[]): void {
  if (wanted.key === PREFIX) throw nameless();
  if (wanted.told.measure === 'count' && isRate(wanted.unit)) throw notSummed(wanted.unit);
  const same = [...given, ...own].find(
    ({ key, name }) => key === wanted.key || plainName(name) === plainName(wanted.name),
  );
  if (same) throw taken(same.name);
  if (own.length >= MOST) throw full();
  const names = new FormulaNames<Named>([...given, ...own, wanted]);
  const formula = checkedFormula(wanted, names);
  // Last, so that it is this one that closes a circle or is a level too many.
  const { aside } = orderAside(
    new Map(
      [...readable(own), { one: wanted, formula }].map((each) => [
        names.labelOf(each.one),
        byLabel(each.formula, names),
      ]),
    ),
  );
  const why = aside.get(names.labelOf(wanted));
  if (why) throw why;
}

function usersOf(key: string, given: readonly Named[], own: readonly Own[]): string[] {
  const names = new FormulaNames<Named>([...given, ...own]);
  return readable(own)
    .filter(({ formula }) => formula.names.some((written) => names.find(written)?.key === key))
    .map(({ one }) => one.name);
}

/** What was written down by another version and cannot be read any more stands in nobody's way. */
function readable(own: readonly Own[]): { one: Own; formula: Formula }[] {
  return own.flatMap((one) => {
    try {
      return [{ one, formula: parseFormula(one.told.formula) }];
    } catch (error) {
      if (error instanceof DomainError) return [];
      throw error;
    }
  });
}

const refused = (code: string, text: Sentence) => new DomainError('invalid', code, text);

const nameless = () =>
  refused('indicator.noName', {
    de: 'Der Name enthält keinen Buchstaben und keine Ziffer: bitte einen lesbaren Namen eintragen.',
    en: 'The name has no letter and no digit: please enter a readable name.',
  });

const taken = (name: string) =>
  new DomainError('conflict', 'indicator.taken', {
    de: `Es gibt schon einen Indikator „${name}“: bitte einen anderen Namen eintragen.`,
    en: `There is an indicator '${name}' already: please enter another name.`,
  });

const full = () =>
  refused('indicator.full', {
    de: `Es sind schon ${MOST} Indikatoren abgeleitet: bitte nicht mehr gebrauchte entfernen.`,
    en: `${MOST} indicators are derived already: please remove those no longer needed.`,
  });

const used = (users: readonly string[]) =>
  new DomainError('conflict', 'indicator.used', {
    de: `Dieser Indikator steht in der Formel von ${users.map((name) => `„${name}“`).join(', ')}: bitte zuerst dort entfernen.`,
    en: `This indicator stands in the formula of ${users.map((name) => `'${name}'`).join(', ')}: please remove that one first.`,
  });

const gone = () =>
  new DomainError('notFound', 'indicator.gone', {
    de: 'Diesen abgeleiteten Indikator gibt es nicht mehr: bitte die Seite neu laden.',
    en: 'There is no such derived indicator any more: please reload the page.',
  });
