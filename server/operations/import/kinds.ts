/** What can be imported, as the screen and the command line show it. */
import { kindDefinitions } from '../../../geodata/import/index.ts';
import type { KindDescription } from '../../contract/imports.ts';

export function describeKinds(): KindDescription[] {
  return kindDefinitions.map(({ kind, label, description, formats, fields, options }) => ({
    kind,
    label,
    description,
    formats,
    fields: fields.map((field) => ({
      key: field.key,
      label: field.label,
      required: field.required,
      help: field.help ?? null,
    })),
    options: options.map((option) => ({ ...option, required: option.required ?? false })),
  }));
}
