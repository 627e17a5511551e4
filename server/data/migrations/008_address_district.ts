/** The Ortsteil tells two streets of one name in one Gemeinde apart. */
export const statements = [`alter table address add column district text`];
