/** A column of DataTable: its heading, how it looks, what it sorts by and what of it goes into a file. */
export interface Column<Row> {
  key: string;
  label: string;
  /** Written into a file as a plain number of so many decimals, in this unit; else in the words of the screen. */
  file?: { decimals: number; unit?: string };
  number?: boolean;
  /** Its label is for screen readers only, and it does not sort. */
  silent?: boolean;
  /** Left out where the panel is narrow. */
  spare?: boolean;
  /** For the file alone: what of it matters is told beside the table. */
  filed?: boolean;
  /** Of many narrow columns: its label stands upright. */
  upright?: boolean;
  /** The chosen one among its like. */
  marked?: boolean;
  /** What to sort by; hidden and missing go last. */
  value: (row: Row) => string | number | null;
}
