/** What the figures of entitlement do not say by themselves. */
import type { Sentence, WayNote } from '../contract/common.ts';
import type { TransportRule } from '../planning/transport/distanceBand.ts';
import type { ClaimTally } from './claimTally.ts';

interface Said {
  note: WayNote;
  houses: number;
  /** Not entered, or entered for other types of school than the chosen one. */
  limits: 'known' | 'unset' | 'noneOfType';
  hasWhatIf: boolean;
  rule: TransportRule;
  tally: ClaimTally;
}

export function entitlementNotices({ note, houses, limits, hasWhatIf, rule, tally }: Said): Sentence[] {
  const lacks = new Set(houses > 0 && limits === 'known' ? tally.rows.map((row) => row.lacks) : []);
  return [
    planningFigure(note, houses, tally.atDoors),
    ...(lacks.has('never') ? [readAgain] : []),
    ...(lacks.has('changed') ? [changedSince] : []),
    ...(limits === 'unset' ? [unset] : limits === 'noneOfType' ? [noneOfType] : []),
    ...(hasWhatIf ? [whatIf] : []),
    ...(tally.farther > 0 ? [farther[rule.decidingSchool ?? 'attended']] : []),
    ...(tally.today.meansTested > 0 ? [meansTested] : []),
  ];
}

function planningFigure({ method, detourFactor }: WayNote, houses: number, atDoors: number): Sentence {
  if (method === 'estimate')
    return {
      de: `Planungswert, kein Bescheid: ohne Wegenetz ist der Fußweg geschätzt als Luftlinie × ${detourFactor.toLocaleString('de-DE')}. Genauer wird es, wenn unter „Daten“ ein Wegenetz importiert ist.`,
      en: `Planning figure, not a decision: without a road network the way on foot is estimated as straight line × ${detourFactor}. It becomes more exact once a network is imported under 'Data'.`,
    };
  if (houses === 0)
    return {
      de: 'Planungswert, kein Bescheid: Fußweg von der Mitte der Wohnzelle. Mit einem Adressverzeichnis zählen die Wege aller Häuser.',
      en: 'Planning figure, not a decision: way on foot from the middle of the atom. With an address register the ways of all houses count.',
    };
  if (atDoors > 0)
    return {
      de: 'Planungswert, kein Bescheid: beim Einlesen der Schülerliste von der Tür gemessen; wo das nicht ging, geschätzt aus den Fußwegen aller Häuser der Wohnzelle.',
      en: 'Planning figure, not a decision: measured from the door when the list of pupils was read; where that was not possible, estimated from the ways on foot of all houses of the atom.',
    };
  return {
    de: 'Planungswert, kein Bescheid: geschätzt aus den Fußwegen aller Häuser einer Wohnzelle; entscheidend ist der Weg von der Tür.',
    en: 'Planning figure, not a decision: estimated from the ways on foot of all houses of an atom; what decides is the way from the door.',
  };
}

const readAgain: Sentence = {
  de: 'Die Schülerliste wurde eingelesen, bevor es ein Wegenetz oder eine Regel gab: noch einmal eingelesen, zählt der Weg von der Tür.',
  en: 'The list of pupils was read before there was a network or a rule: read once more, the way from the door counts.',
};

const changedSince: Sentence = {
  de: 'Seit die Schülerliste eingelesen ist, haben sich für manche Schule Wegenetz, Eingang oder Grenze geändert: Dort wird bis zur nächsten Schülerliste über die Häuser geschätzt.',
  en: 'Since the list of pupils was read, network, entrance or limit of some school have changed: there the houses are the estimate until the next list.',
};

const unset: Sentence = {
  de: 'Die Mindestentfernungen sind hier nicht eingetragen, daher ist jeder Anspruch offen: bitte unter „Was wäre, wenn“ angeben, was gilt.',
  en: "No minimum distances are entered here, so that every claim is open: please say under 'What if' what holds.",
};

const noneOfType: Sentence = {
  de: 'Für diese Schulart nennt die Regel keine Mindestentfernung: Über den Anspruch wird einzeln entschieden.',
  en: 'For this type of school the rule names no minimum distance: each claim is decided by itself.',
};

const whatIf: Sentence = {
  de: 'Die zweite Zahl gilt für die geänderte Regel: eine Schätzung.',
  en: 'The second number is for the changed rule: an estimate.',
};

const farther: Record<NonNullable<TransportRule['decidingSchool']>, Sentence> = {
  attended: {
    de: 'Besucht ein Kind nicht die nächste oder zuständige Schule, entscheidet hier trotzdem der Weg zur besuchten.',
    en: 'Where a child does not attend the nearest school or that of its district, the way to the attended one decides all the same.',
  },
  nearest: {
    de: 'Besucht ein Kind nicht die nächste oder zuständige Schule, entscheidet der Weg zu dieser: Anspruch höchstens bis zu deren Kosten.',
    en: 'Where a child does not attend the nearest school or that of its district, the way to the latter decides: entitled at most up to its costs.',
  },
  nearestWithPlaces: {
    de: 'Besucht ein Kind nicht die nächste Schule mit freien Plätzen oder die zuständige, entscheidet der Weg zu dieser: Anspruch höchstens bis zu deren Kosten. Ohne Angabe gelten Plätze als frei.',
    en: 'Where a child does not attend the nearest school with places or that of its district, the way to the latter decides: entitled at most up to its costs. Unknown places count as free.',
  },
};

const meansTested: Sentence = {
  de: 'In einem Teil der Klassen hängt der Anspruch auch vom Einkommen der Eltern ab: Diese Kinder sind mitgezählt.',
  en: "In some grades the claim hangs on the parents' income too: these children are counted.",
};
