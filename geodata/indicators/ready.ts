/**
 * The usual indicators of municipal education monitoring, as the offices name them (Anwendungsleitfaden zum Aufbau eines kommunalen
 * Bildungsmonitorings, Statistisches Bundesamt, Statistisches Landesamt Baden-Württemberg, DIE). An imported column that bears one
 * of the names takes over the definition; what its file says of itself goes before.
 */
import type { Sentence } from '../formats/source.ts';

export interface ReadyIndicator {
  key: string;
  name: Sentence;
  /** Tried on the name that a file gives. */
  names: RegExp;
  description: Sentence;
  numerator: Sentence | null;
  denominator: Sentence | null;
  unit: string;
  measure: 'count' | 'rate' | 'mean';
  direction: 'burden' | 'strength' | 'neutral';
  /** Ages of the denominator, or of those who are counted; `to` null: open. Null: not people of an age. */
  ages: { from: number; to: number | null } | null;
}

const per = (de: string, en: string): Sentence => ({ de, en });

export const readyIndicators: readonly ReadyIndicator[] = [
  {
    key: 'sgb2-unter-15',
    name: per('Kinder unter 15 Jahren in Bedarfsgemeinschaften (SGB II)', 'Children under 15 in households on SGB II'),
    names: /(sgb ?(ii|2).*(unter 15|u15|kinder))|((unter 15|u15|kinder).*sgb ?(ii|2))/i,
    description: per(
      'Anteil der Kinder unter 15 Jahren, deren Haushalt Grundsicherung für Arbeitsuchende erhält.',
      'Share of children under 15 whose household receives basic income support for job seekers.',
    ),
    numerator: per('Kinder unter 15 Jahren in Bedarfsgemeinschaften', 'Children under 15 in households on SGB II'),
    denominator: per('Einwohner unter 15 Jahren', 'Residents under 15'),
    ...{ unit: '%', measure: 'rate', direction: 'burden', ages: { from: 0, to: 14 } },
  },
  {
    key: 'sgb2-quote',
    name: per('SGB-II-Quote', 'SGB II rate'),
    names: /sgb ?-?(ii|2)\b/i,
    description: per(
      'Leistungsberechtigte nach dem SGB II je 100 Einwohner bis zur Altersgrenze.',
      'People entitled to benefits under SGB II per 100 residents below pension age.',
    ),
    numerator: per('Regelleistungsberechtigte', 'People entitled to regular benefits'),
    denominator: per('Einwohner unter 65 Jahren', 'Residents under 65'),
    ...{ unit: '%', measure: 'rate', direction: 'burden', ages: { from: 0, to: 64 } },
  },
  {
    key: 'arbeitslosenanteil',
    name: per('Arbeitslose je 100 Einwohner von 15 bis 64 Jahren', 'Unemployed per 100 residents aged 15 to 64'),
    names: /^arbeitslose(nanteil)?( je 100.*|$)/i,
    description: per(
      'Arbeitslosenanteil: kleinräumig, wo es keine Arbeitslosenquote gibt.',
      'Share of unemployed: for small areas, where there is no unemployment rate.',
    ),
    numerator: per('Arbeitslose', 'Unemployed'),
    denominator: per('Einwohner von 15 bis 64 Jahren', 'Residents aged 15 to 64'),
    ...{ unit: '%', measure: 'rate', direction: 'burden', ages: { from: 15, to: 64 } },
  },
  {
    key: 'alleinerziehende',
    name: per('Anteil der Haushalte Alleinerziehender', 'Share of single-parent households'),
    names: /alleinerziehend/i,
    description: per(
      'Haushalte Alleinerziehender an allen Haushalten mit Kindern unter 18 Jahren.',
      'Single-parent households among all households with children under 18.',
    ),
    numerator: per('Haushalte Alleinerziehender', 'Single-parent households'),
    denominator: per('Haushalte mit Kindern unter 18 Jahren', 'Households with children under 18'),
    ...{ unit: '%', measure: 'rate', direction: 'burden', ages: null },
  },
  {
    key: 'migrationshintergrund',
    name: per('Anteil der Einwohner mit Migrationshintergrund', 'Share of residents with a migration background'),
    names: /migrationshintergrund|einwanderungsgeschichte/i,
    description: per(
      'Selbst oder mit wenigstens einem Elternteil ohne deutsche Staatsangehörigkeit geboren.',
      'Born without German citizenship, or to at least one parent who was.',
    ),
    numerator: per('Einwohner mit Migrationshintergrund', 'Residents with a migration background'),
    denominator: per('Einwohner', 'Residents'),
    ...{ unit: '%', measure: 'rate', direction: 'neutral', ages: { from: 0, to: null } },
  },
  {
    key: 'auslaenderanteil',
    name: per(
      'Anteil der Einwohner mit ausländischer Staatsangehörigkeit',
      'Share of residents with a foreign citizenship',
    ),
    names: /ausl(ä|ae)nderanteil|ausl(ä|ae)ndische[rn]? staatsangeh/i,
    description: per('Einwohner ohne deutsche Staatsangehörigkeit.', 'Residents without German citizenship.'),
    numerator: per('Einwohner ohne deutsche Staatsangehörigkeit', 'Residents without German citizenship'),
    denominator: per('Einwohner', 'Residents'),
    ...{ unit: '%', measure: 'rate', direction: 'neutral', ages: { from: 0, to: null } },
  },
  {
    key: 'hze',
    name: per('Hilfen zur Erziehung je 1.000 unter 21-Jährige', 'Child-raising support per 1,000 under 21'),
    names: /hilfen? zur erziehung|^hze/i,
    description: per(
      'Laufende Hilfen zur Erziehung (§§ 27 bis 35 SGB VIII), mit Hilfen für junge Volljährige (§ 41).',
      'Ongoing child-raising support (sections 27 to 35 SGB VIII), with support for young adults (section 41).',
    ),
    numerator: per('Junge Menschen mit Hilfen zur Erziehung', 'Young people with child-raising support'),
    denominator: per('Einwohner unter 21 Jahren', 'Residents under 21'),
    ...{ unit: 'je 1.000', measure: 'rate', direction: 'burden', ages: { from: 0, to: 20 } },
  },
  {
    key: 'betreuungsquote-u3',
    name: per('Betreuungsquote der unter 3-Jährigen', 'Childcare participation rate under 3'),
    names: /(betreuungs|besuchs)quote.*(u3|unter 3|0 bis)/i,
    description: per(
      'Kinder unter 3 Jahren in Tageseinrichtungen und öffentlich geförderter Kindertagespflege an allen Kindern dieses Alters, am 1. März.',
      'Children under 3 in day-care centres and publicly funded family day care, of all children of that age, on 1 March.',
    ),
    numerator: per('Betreute Kinder unter 3 Jahren', 'Children under 3 in care'),
    denominator: per('Einwohner unter 3 Jahren', 'Residents under 3'),
    ...{ unit: '%', measure: 'rate', direction: 'neutral', ages: { from: 0, to: 2 } },
  },
  {
    key: 'betreuungsquote-ue3',
    name: per('Betreuungsquote der 3- bis unter 6-Jährigen', 'Childcare participation rate 3 to under 6'),
    names: /(betreuungs|besuchs)quote.*((ü|ue)3|3 bis|3-)/i,
    description: per(
      'Kinder von 3 bis unter 6 Jahren in Tageseinrichtungen und öffentlich geförderter Kindertagespflege an allen Kindern dieses Alters, am 1. März.',
      'Children from 3 to under 6 in day-care centres and publicly funded family day care, of all children of that age, on 1 March.',
    ),
    numerator: per('Betreute Kinder von 3 bis unter 6 Jahren', 'Children from 3 to under 6 in care'),
    denominator: per('Einwohner von 3 bis unter 6 Jahren', 'Residents from 3 to under 6'),
    ...{ unit: '%', measure: 'rate', direction: 'neutral', ages: { from: 3, to: 5 } },
  },
  {
    key: 'ganztagsquote',
    name: per('Anteil der Grundschulkinder im Ganztag', 'Take-up of all-day primary school'),
    names: /ganztag/i,
    description: per(
      'Schülerinnen und Schüler der Grundschule mit ganztägiger Förderung (Hort oder Ganztagsschule).',
      'Pupils of primary school in all-day care (after-school care or all-day school).',
    ),
    numerator: per('Grundschulkinder im Ganztag', 'Primary pupils in all-day care'),
    denominator: per('Grundschulkinder', 'Primary pupils'),
    ...{ unit: '%', measure: 'rate', direction: 'neutral', ages: { from: 6, to: 9 } },
  },
  {
    key: 'uebergang-gymnasium',
    name: per(
      'Übergangsquote von der Grundschule auf das Gymnasium',
      'Transition rate from primary school to Gymnasium',
    ),
    names: /(ü|ue)berg(a|ä|ae)ng.*gymnasium/i,
    description: per(
      'Übergänge auf das Gymnasium an allen Übergängen aus der letzten Klasse der Grundschule.',
      'Transitions to Gymnasium of all transitions from the last grade of primary school.',
    ),
    numerator: per('Übergänge auf das Gymnasium', 'Transitions to Gymnasium'),
    denominator: per('Übergänge aus der Grundschule', 'Transitions from primary school'),
    ...{ unit: '%', measure: 'rate', direction: 'neutral', ages: null },
  },
  {
    key: 'schulabgang-ohne-abschluss',
    name: per('Abgänge ohne Hauptschulabschluss', 'School leavers without a qualification'),
    names: /ohne (haupt)?schulabschlu|ohne abschluss/i,
    description: per(
      'Abgängerinnen und Abgänger ohne Hauptschulabschluss an allen, die allgemeinbildende Schulen verlassen.',
      'Leavers without a lower secondary qualification, of all who leave schools of general education.',
    ),
    numerator: per('Abgänge ohne Hauptschulabschluss', 'Leavers without a qualification'),
    denominator: per('Abgänge insgesamt', 'All leavers'),
    ...{ unit: '%', measure: 'rate', direction: 'burden', ages: null },
  },
  {
    key: 'schuelerzahl',
    name: per('Schülerinnen und Schüler nach Schulstandort', 'Pupils by school site'),
    names: /^sch(ü|ue)ler(zahl(en)?|innen und sch(ü|ue)ler)/i,
    description: per(
      'Schülerinnen und Schüler der Schulen, die im Gebiet liegen.',
      'Pupils of the schools that lie in the area.',
    ),
    numerator: null,
    denominator: null,
    ...{ unit: 'Personen', measure: 'count', direction: 'neutral', ages: null },
  },
  {
    key: 'schuleingang-sprache',
    name: per('Schuleingangsuntersuchung: auffälliger Befund Sprache', 'School entry examination: language findings'),
    names: /(schuleingang|einschulungs).*sprach/i,
    description: per(
      'Kinder mit auffälligem Befund der Sprache an allen untersuchten Kindern des Einschulungsjahrgangs.',
      'Children with language findings, of all examined children of the entry year.',
    ),
    numerator: per('Kinder mit auffälligem Befund', 'Children with findings'),
    denominator: per('Untersuchte Kinder', 'Examined children'),
    ...{ unit: '%', measure: 'rate', direction: 'burden', ages: null },
  },
  {
    key: 'schuleingang-befund',
    name: per('Schuleingangsuntersuchung: auffälliger Befund', 'School entry examination: findings'),
    names: /schuleingang|einschulungsuntersuchung/i,
    description: per(
      'Kinder mit auffälligem Befund an allen untersuchten Kindern des Einschulungsjahrgangs.',
      'Children with findings, of all examined children of the entry year.',
    ),
    numerator: per('Kinder mit auffälligem Befund', 'Children with findings'),
    denominator: per('Untersuchte Kinder', 'Examined children'),
    ...{ unit: '%', measure: 'rate', direction: 'burden', ages: null },
  },
];

/** A table of the statistical offices: its columns are what the office says, whatever word is in their names. */
const OFFICIAL = /\((\d{5}|AI-)[^)]*\)$/;

export const readyFor = (name: string): ReadyIndicator | null =>
  OFFICIAL.test(name) ? null : (readyIndicators.find(({ names }) => names.test(name)) ?? null);
