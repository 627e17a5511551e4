/**
 * Atoms are kept from list to list while borders and settings stay, so that lists can be compared. Which list formed them
 * first, and inside which borders, stays with each edition.
 */
export const statements = [
  // Layer and digest of its areas, by what the atoms take it for: gemeinde, planningArea, district.
  `alter table pupil_edition add column borders jsonb not null default '{}'`,
  `alter table pupil_edition alter column borders drop default`,
  `alter table pupil_edition add column formed_by uuid`,
  `update pupil_edition set formed_by = edition`,
  `alter table pupil_edition alter column formed_by set not null`,
];
