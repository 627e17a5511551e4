/** Schools by their attributes: what a cell says, what it sorts by, and where the middle of the schools lies. */
import type { AttributeValue, DescribedSchool, SchoolAttribute } from '../../../server/contract/schoolAttributes.ts';
import type { Column } from '../../panels/column.ts';
import type { Speech } from '../../state/language.svelte.ts';

export function attributeText(
  value: AttributeValue | undefined,
  unit: string | null,
  speech: Pick<Speech, 'format' | 'text'>,
): string {
  const words = speech.text.schoolAttributes;
  if (value === undefined) return '–';
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.join(', ');
  const digits = Number.isInteger(value) ? 0 : 1;
  return [speech.format.number(value, digits), unit].filter(Boolean).join(' ');
}

const sortable = (value: AttributeValue | undefined): number | string | null => {
  if (value === undefined) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return Array.isArray(value) ? value.join(', ') : value;
};

/** Numbers, yes and no stand in the table; words are for its file, and for the school's own list. */
export function equipmentColumns(
  attributes: readonly SchoolAttribute[],
  name: { label: string; of: (school: DescribedSchool) => string },
  label: (attribute: SchoolAttribute) => string,
): Column<DescribedSchool>[] {
  return [
    { key: 'name', label: name.label, value: name.of },
    ...attributes.map((attribute): Column<DescribedSchool> => {
      const { key, type, unit } = attribute;
      const isNumber = type === 'number';
      return {
        key,
        label: [label(attribute), isNumber && unit ? `(${unit})` : ''].filter(Boolean).join(' '),
        number: isNumber || type === 'yesNo',
        ...(isNumber ? { file: { decimals: 1, ...(unit ? { unit } : {}) } } : {}),
        filed: !isNumber && type !== 'yesNo',
        value: ({ values }) => sortable(values[key]),
      };
    }),
  ];
}

/** Of numbers the median, of yes and no the share of yes (0…1); null where nobody tells. */
export function middleOf(schools: readonly DescribedSchool[], { key, type }: SchoolAttribute): number | null {
  const told = schools.flatMap(({ values }) => values[key] ?? []).map(Number);
  if (told.length === 0) return null;
  if (type === 'yesNo') return told.reduce((sum, one) => sum + one, 0) / told.length;
  const sorted = told.sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** Who has least of a number, where one school alone has. */
export function leastOf(schools: readonly DescribedSchool[], { key }: SchoolAttribute): DescribedSchool | null {
  const told = schools.filter(({ values }) => typeof values[key] === 'number');
  const least = Math.min(...told.map(({ values }) => Number(values[key])));
  const [first, ...others] = told.filter(({ values }) => values[key] === least);
  return first && others.length === 0 && told.length > 2 ? first : null;
}
