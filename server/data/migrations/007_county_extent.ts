/** A county's extent is asked for with every request; it is kept instead of gathered from all areas each time. */
export const statements = [
  `alter table county add column bbox jsonb`,
  `update county set bbox = e.bbox from (
    select a.county, jsonb_build_array(
      ST_XMin(ST_Extent(a.geom)), ST_YMin(ST_Extent(a.geom)), ST_XMax(ST_Extent(a.geom)), ST_YMax(ST_Extent(a.geom))) as bbox
    from area a join current_scope s on s.import_id = a.import_id
    group by a.county
  ) e where e.county = county.key`,
];
