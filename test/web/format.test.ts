import { expect, test } from 'vitest';
import { de } from '../../web/text/de.ts';
import { en } from '../../web/text/en.ts';
import { formatter } from '../../web/text/format.ts';

const german = formatter('de');
const british = formatter('en');

test('numbers as offices write them, with a real minus', () => {
  expect(german.number(3161)).toBe('3.161');
  expect(british.number(3161)).toBe('3,161');
  expect(german.number(-48.2, 1)).toBe('−48,2');
  expect(german.signed(30)).toBe('+30');
  expect(german.signed(-90.4)).toBe('−90');
});

test('a gap that rounds to zero carries no sign', () => {
  expect(german.signed(-0.3)).toBe('0');
  expect(german.signed(0.4)).toBe('0');
  expect(german.number(-0.2)).toBe('0');
});

test('shares, lengths, dates and times', () => {
  // A space that does not break.
  expect(german.percent(0.96)).toBe('96\u00a0%');
  expect(german.length(1840)).toBe('1,8 km');
  expect(german.length(412)).toBe('410 m');
  // 995 m would round to "1000 m", which is a kilometre.
  expect(german.length(997)).toBe('1,0 km');
  expect(german.date('2025-12-31')).toBe('31.12.2025');
  expect(german.dayName('2026-11-24')).toBe('Dienstag, 24. November 2026');
  expect(german.clock(24_120)).toBe('6:42');
  expect(german.clock(86_700)).toBe('24:05');
  expect(german.weekdays()).toEqual(['Mo', 'Di', 'Mi', 'Do', 'Fr', 'Sa', 'So']);
});

test('no entry of either language is empty, and the languages differ where they speak', () => {
  const texts = (value: unknown): string[] =>
    typeof value === 'string' ? [value] : typeof value === 'object' && value ? Object.values(value).flatMap(texts) : [];
  expect(texts(de).filter((text) => text.trim() === '')).toEqual([]);
  expect(texts(en).filter((text) => text.trim() === '')).toEqual([]);
  expect(texts(de).length).toBe(texts(en).length);
});
