import type * as areas from './areas.ts';
import type * as baseMap from './baseMap.ts';
import type * as counties from './counties.ts';
import type * as people from './people.ts';
import type * as sites from './sites.ts';
import type * as transit from './transit.ts';

export interface Schema {
  county: counties.CountyTable;
  data_import: counties.DataImportTable;
  import_scope: counties.ImportScopeTable;
  current_scope: counties.ImportScopeTable;
  rule_set: counties.RuleSetTable;
  column_mapping: counties.ColumnMappingTable;
  job: counties.JobTable;
  area_layer: areas.AreaLayerTable;
  area: areas.AreaTable;
  area_successor: areas.AreaSuccessorTable;
  atom_edition: areas.AtomEditionTable;
  atom: areas.AtomTable;
  school: sites.SchoolTable;
  kita: sites.KitaTable;
  population: people.PopulationTable;
  pupils: people.PupilsTable;
  vital_event: people.VitalEventTable;
  control_total: people.ControlTotalTable;
  indicator_value: people.IndicatorValueTable;
  transit_feed: transit.TransitFeedTable;
  transit_stop: transit.TransitStopTable;
  transit_route: transit.TransitRouteTable;
  transit_service_day: transit.TransitServiceDayTable;
  transit_trip: transit.TransitTripTable;
  transit_stop_time: transit.TransitStopTimeTable;
  road: baseMap.RoadTable;
  landscape: baseMap.LandscapeTable;
  place: baseMap.PlaceTable;
  address: baseMap.AddressTable;
}
