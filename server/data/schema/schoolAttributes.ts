/** value: number, true or false, text, or a list of words, as its type says. */
export interface SchoolAttributeTable {
  county: string;
  import_id: string;
  seq: number;
  school: string;
  attribute: string;
  name: string;
  theme: 'equipment' | 'offer' | 'contact' | 'other';
  type: 'number' | 'yesNo' | 'words' | 'text' | 'address' | 'phone' | 'email' | 'web';
  unit: string | null;
  value: number | boolean | string | string[];
}
