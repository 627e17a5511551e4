/** Which operation answers which endpoint. */
import type { Router } from 'express';
import * as catchments from '../contract/catchments.ts';
import * as children from '../contract/children.ts';
import * as choice from '../contract/choice.ts';
import * as counties from '../contract/counties.ts';
import * as coverage from '../contract/coverage.ts';
import * as demography from '../contract/demography.ts';
import * as days from '../contract/dayComparison.ts';
import * as districts from '../contract/districts.ts';
import * as doors from '../contract/doorToDoor.ts';
import * as enrolment from '../contract/enrolment.ts';
import * as claims from '../contract/entitlement.ts';
import * as load from '../contract/load.ts';
import * as handedOver from '../contract/handOver.ts';
import * as kita from '../contract/kita.ts';
import * as outlook from '../contract/kitaOutlook.ts';
import * as reached from '../contract/kitaReach.ts';
import * as sited from '../contract/kitaSites.ts';
import * as offered from '../contract/offers.ts';
import * as described from '../contract/schoolAttributes.ts';
import * as service from '../contract/service.ts';
import * as sites from '../contract/sites.ts';
import * as grid from '../contract/streetGrid.ts';
import * as transport from '../contract/transport.ts';
import type { Context } from '../context.ts';
import { areaCollection, areaList } from '../operations/areas.ts';
import { observedCatchment } from '../operations/catchments.ts';
import { nearestCatchments } from '../operations/nearest.ts';
import { schoolChoice } from '../operations/choice.ts';
import { countyOverview, countySummaries } from '../operations/counties.ts';
import { schoolDistricts } from '../operations/districts.ts';
import { demographyOf } from '../operations/demography/demography.ts';
import { stopCoverage } from '../operations/coverage.ts';
import { doorToDoor } from '../operations/doorToDoor.ts';
import { entitlement } from '../operations/entitlement.ts';
import { allDayCare } from '../operations/enrolment/allDay.ts';
import { schoolsOutlook } from '../operations/enrolment/outlook.ts';
import { entrants } from '../operations/entrants.ts';
import { kitaSupply } from '../operations/kita.ts';
import { kitaMonths } from '../operations/kitaOutlook/months.ts';
import { kitaOutlook } from '../operations/kitaOutlook/outlook.ts';
import { kitaReach } from '../operations/kitaReach/kitaReach.ts';
import { fewerPlaces } from '../operations/kitaSites/fewerPlaces.ts';
import { kitaSites } from '../operations/kitaSites/newSites.ts';
import { lineCourses } from '../operations/lineCourses.ts';
import { loadCourses } from '../operations/schoolDay/courses.ts';
import { compareDays } from '../operations/schoolDay/compare.ts';
import { handOver } from '../operations/schoolDay/handOver.ts';
import { handOverFile } from '../operations/schoolDay/handOverFiles.ts';
import { dayLoad } from '../operations/schoolDay/load.ts';
import { schoolAttributesOf } from '../operations/schoolAttributes.ts';
import { schoolGuideFolder } from '../operations/schoolGuide/guide.ts';
import { searchNames } from '../operations/search.ts';
import { kitaList, schoolList } from '../operations/sites.ts';
import { offersOf } from '../operations/socialSpace/offers.ts';
import { agencyGridFiles } from '../operations/socialSpace/agencyGrid.ts';
import { streetGridFile } from '../operations/socialSpace/streetGrid.ts';
import { distanceBands, serviceDays, transitDay } from '../operations/transport.ts';
import { forecastRoutes } from './forecasts.ts';
import { importRoutes } from './imports.ts';
import { indicatorRoutes } from './indicators.ts';
import { networkRoutes, WayJobs } from './network.ts';
import { openApi } from './openApi.ts';
import { optimiseRoutes } from './optimise.ts';
import { protectionRoutes } from './protection.ts';
import { expressPath, route, routeByRevision } from './route.ts';
import { tileRoutes } from './tiles.ts';
import { tourRoutes } from './tours.ts';
import { variantRoutes } from './variants.ts';

export function routes(app: Router, context: Context): void {
  const { database } = context;
  route(app, context, service.health, () =>
    Promise.resolve({
      status: context.loading() ? ('starting' as const) : ('ok' as const),
      version: context.version,
      database: { engine: database.engine, version: database.version, postgis: database.postgis },
    }),
  );
  app.get('/api/openapi.json', (_request, response) => {
    response.json(openApi(context.version));
  });
  route(app, context, counties.listCounties, async () => ({
    counties: await countySummaries(context),
    loading: context.loading(),
  }));
  routeByRevision(app, context, counties.getCounty, ({ params }) => countyOverview(context, params.county));
  routeByRevision(app, context, counties.search, ({ params, query }) => searchNames(context, params.county, query.q));
  routeByRevision(app, context, counties.listAreas, ({ params, query }) => areaList(context, params.county, query));
  routeByRevision(app, context, counties.areaGeometries, ({ params, query }) =>
    areaCollection(context, params.county, query),
  );
  routeByRevision(app, context, sites.listSchools, ({ params, query }) =>
    schoolList(context, params.county, query.type),
  );
  routeByRevision(app, context, sites.listKitas, ({ params }) => kitaList(context, params.county));
  routeByRevision(app, context, described.schoolAttributes, ({ params }) => schoolAttributesOf(context, params.county));
  app.get(expressPath(described.schoolGuide.path), async (request, response) => {
    const { county } = described.schoolGuide.params.parse(request.params);
    const query = described.schoolGuide.query.parse(request.query);
    const bytes = await schoolGuideFolder(context, county, query);
    response.type('application/zip').attachment(`schulwegweiser-${county}.zip`);
    response.send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  });
  routeByRevision(app, context, enrolment.schoolsOutlook, ({ params, query }) =>
    schoolsOutlook(context, params.county, query),
  );
  routeByRevision(app, context, enrolment.allDayCare, ({ params, query }) => allDayCare(context, params.county, query));
  routeByRevision(app, context, catchments.observedCatchment, ({ params, query }) =>
    observedCatchment(context, params.county, query),
  );
  routeByRevision(app, context, catchments.nearestCatchments, ({ params, query }) =>
    nearestCatchments(context, params.county, query),
  );
  routeByRevision(app, context, choice.schoolChoice, ({ params, query }) =>
    schoolChoice(context, params.county, query),
  );
  routeByRevision(app, context, districts.schoolDistricts, ({ params, query }) =>
    schoolDistricts(context, params.county, query),
  );
  routeByRevision(app, context, children.entrants, ({ params, query }) => entrants(context, params.county, query));
  routeByRevision(app, context, transport.serviceDays, ({ params }) => serviceDays(context, params.county));
  routeByRevision(app, context, transport.transitDay, ({ params, query }) =>
    transitDay(context, params.county, query.date),
  );
  routeByRevision(app, context, transport.lineCourses, ({ params }) => lineCourses(context, params.county));
  routeByRevision(app, context, transport.distanceBands, ({ params, query }) =>
    distanceBands(context, params.county, query),
  );
  routeByRevision(app, context, doors.doorToDoor, ({ params, query: { bell, end, ...query } }) =>
    doorToDoor(context, params.county, {
      ...query,
      bell: bell === undefined ? bell : secondsOf(bell),
      end: end === undefined ? end : secondsOf(end),
    }),
  );
  routeByRevision(app, context, claims.entitlement, ({ params, query }) => entitlement(context, params.county, query));
  routeByRevision(app, context, coverage.stopCoverage, ({ params, query }) =>
    stopCoverage(context, params.county, query),
  );
  routeByRevision(app, context, days.compareDays, ({ params, query }) => compareDays(context, params.county, query));
  // Not by the county's revision: a variant has a version of its own.
  route(app, context, load.loadCourses, ({ params, query }) => loadCourses(context, params.county, query));
  route(app, context, load.dayLoad, ({ params, query }) => dayLoad(context, params.county, query));
  app.get(expressPath(handedOver.handOver.path), async (request, response) => {
    const { county } = handedOver.handOver.params.parse(request.params);
    const { format, language, ...query } = handedOver.handOver.query.parse(request.query);
    const handed = await handOver(context, county, query, `${request.protocol}://${request.host}/`);
    const { type, ending, bytes } = await handOverFile(handed, format, language);
    response.type(type).attachment(`schuelerfahrten-${county}-${handed.date}.${ending}`);
    response.send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  });
  routeByRevision(app, context, demography.demography, ({ params, query }) =>
    demographyOf(context, params.county, query),
  );
  forecastRoutes(app, context);
  indicatorRoutes(app, context);
  routeByRevision(app, context, offered.countyOffers, ({ params, query }) => offersOf(context, params.county, query));
  app.get(expressPath(grid.streetGrid.path), async (request, response) => {
    const { county } = grid.streetGrid.params.parse(request.params);
    const { layer, csv } = await streetGridFile(context, county, grid.streetGrid.query.parse(request.query));
    response.type('text/csv; charset=utf-8').attachment(`strassenraster-${county}-${layer}.csv`);
    response.send(csv);
  });
  app.get(expressPath(grid.agencyGrid.path), async (request, response) => {
    const { county } = grid.agencyGrid.params.parse(request.params);
    const { layer, bytes } = await agencyGridFiles(context, county, grid.agencyGrid.query.parse(request.query));
    response.type('application/zip').attachment(`strassenraster-arbeitsagentur-${county}-${layer}.zip`);
    response.send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  });
  routeByRevision(app, context, kita.kitaSupply, ({ params, query }) => kitaSupply(context, params.county, query));
  routeByRevision(app, context, sited.kitaSites, ({ params, query }) => kitaSites(context, params.county, query));
  routeByRevision(app, context, sited.fewerPlaces, ({ params, query }) => fewerPlaces(context, params.county, query));
  routeByRevision(app, context, outlook.kitaMonths, ({ params, query }) => kitaMonths(context, params.county, query));
  // Not by the county's revision: a variant has a version of its own.
  route(app, context, outlook.kitaOutlook, ({ params, query }) => kitaOutlook(context, params.county, query));
  routeByRevision(app, context, reached.kitaReach, ({ params, query }) => kitaReach(context, params.county, query));
  const ways = new WayJobs(context);
  networkRoutes(app, context, ways);
  importRoutes(app, context, ways);
  protectionRoutes(app, context);
  variantRoutes(app, context);
  optimiseRoutes(app, context);
  tourRoutes(app, context);
  tileRoutes(app, context);
}

/** 'HH:MM' in seconds after midnight. */
function secondsOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return 3600 * hours + 60 * minutes;
}
