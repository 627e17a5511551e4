/** The texts for the files of a county say what its stored lists are, and nothing that does not hold of them. */
import { describe, expect, test } from 'vitest';
import { Protection } from '../../server/contract/protection.ts';
import { drafts } from '../../web/text/drafts.ts';

const settings = { base: 3, minimum: 5, sensitiveTypes: ['foerderschule'], sensitiveSchools: [] };
const stored = (kind: 'pupil-list' | 'child-list' | 'pupils', year: string) => ({
  year,
  kind,
  homeLayer: 'gemeinde',
  base: 3,
  minimum: 6,
  atoms: 400,
  rows: 1500,
  purpose: 'Schulnetzplanung',
  legalBasis: '§ 1',
  source: null,
  importedAt: '2026-03-02T08:00:00.000Z',
  audit: { rows: 1500, attacked: 200, narrowest: 5, below: 0, at: '2026-03-03T08:00:00.000Z' },
});
const pupils = stored('pupil-list', '2025/26');
const children = stored('child-list', '2026-03-01');

function texts(...years: ReturnType<typeof stored>[]): [register: string, impact: string, deletion: string] {
  const protection = Protection.parse({ settings, defaults: settings, atomMinimum: 6, years });
  return drafts('Musterkreis', protection, ['Förderschule']).map(({ text }) => text) as [string, string, string];
}

describe('who is concerned, and where the data come from', () => {
  test('pupils alone: no birth date is read', () => {
    const [register] = texts(pupils);
    expect(register).toMatch(/Betroffene: Schülerinnen und Schüler[^;\n]*$/m);
    expect(register).toMatch(/^Quelle: Schülerlisten[^;\n]*$/m);
    expect(register).not.toContain('Melderegister');
    expect(register).not.toContain('Einschulung');
    expect(register).toContain('Namen, Geburtsdaten und Kontaktdaten werden nicht ausgewertet');
  });

  test('children before school: 0 to 6, from the resident register, the birth date read for the year of entry', () => {
    const [register] = texts(pupils, children);
    expect(register).toMatch(/^Betroffene: .*; Kinder von 0 bis 6 Jahren/m);
    expect(register).toMatch(/^Quelle: .*; Melderegister/m);
    expect(register).toMatch(/Geburtsdatum[^.]*nur[^.]*Jahr der Einschulung/);
    expect(register).not.toMatch(/Geburtsdaten[^.]*nicht ausgewertet/);
    expect(texts(children)[0]).not.toContain('Schülerinnen und Schüler');
  });

  test('without a list the texts are about pupils', () => {
    expect(texts()[0]).toContain('Betroffene: Schülerinnen und Schüler');
  });
});

test('a list of children is named by its reference date, not as a school year', () => {
  const [, impact] = texts(pupils, children);
  expect(impact).toContain('Schuljahr 2025/26: 200 von 1.500 Zahlen');
  expect(impact).toContain('Stichtag 01.03.2026: 200');
  expect(impact).not.toContain('Schuljahr 2026-03-01');
});

test('columns that are not mapped are compared and not read', () => {
  for (const text of [texts(pupils)[0], texts(children)[0]]) {
    expect(text).toMatch(/Alle Spalten[^.]*Prüfsumme[^.]*doppelte Zeilen/);
  }
});

test('the secret of the county is named among the risks and in the deletion concept', () => {
  const [, impact, deletion] = texts(pupils);
  expect(impact).toMatch(/Risiko 5, .*Geheimnis/);
  expect(impact).toContain('county_secret');
  expect(deletion).toMatch(/^Geheimnis des Kreises .*county_secret/m);
  expect(deletion).toMatch(/^Sicherungskopien .*Geheimnis.*verschlüsselt/m);
  expect(deletion).not.toContain('enthalten nur geschützte Anzahlen');
});
