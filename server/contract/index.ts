/** All endpoints, in the order in which OpenAPI lists them. */
import * as catchments from './catchments.ts';
import * as children from './children.ts';
import * as choice from './choice.ts';
import * as counties from './counties.ts';
import * as demography from './demography.ts';
import * as days from './dayComparison.ts';
import * as coverage from './coverage.ts';
import * as districts from './districts.ts';
import * as doors from './doorToDoor.ts';
import * as enrolment from './enrolment.ts';
import * as entitlement from './entitlement.ts';
import * as handOver from './handOver.ts';
import * as imports from './imports.ts';
import * as indicators from './indicators.ts';
import * as kita from './kita.ts';
import * as kitaOutlook from './kitaOutlook.ts';
import * as keptForecasts from './keptForecasts.ts';
import * as kitaReach from './kitaReach.ts';
import * as kitaSites from './kitaSites.ts';
import * as load from './load.ts';
import * as network from './network.ts';
import * as offers from './offers.ts';
import * as optimise from './optimise.ts';
import * as protection from './protection.ts';
import * as schoolAttributes from './schoolAttributes.ts';
import * as service from './service.ts';
import * as sites from './sites.ts';
import * as segregation from './segregation.ts';
import * as socialIndex from './socialIndex.ts';
import * as streetGrid from './streetGrid.ts';
import * as spaceProfiles from './spaceProfiles.ts';
import * as tours from './tours.ts';
import * as transport from './transport.ts';
import * as variantDistricts from './variantDistricts.ts';
import * as variants from './variants.ts';

export const endpoints = [
  service.health,
  counties.listCounties,
  counties.getCounty,
  counties.search,
  counties.listAreas,
  counties.areaGeometries,
  sites.listSchools,
  sites.listKitas,
  schoolAttributes.schoolAttributes,
  schoolAttributes.schoolGuide,
  enrolment.schoolsOutlook,
  enrolment.allDayCare,
  catchments.observedCatchment,
  catchments.nearestCatchments,
  choice.schoolChoice,
  districts.schoolDistricts,
  children.entrants,
  demography.demography,
  demography.forecast,
  demography.forecastProof,
  keptForecasts.listKeptForecasts,
  keptForecasts.keepForecast,
  keptForecasts.removeKeptForecast,
  transport.serviceDays,
  transport.transitDay,
  transport.lineCourses,
  transport.distanceBands,
  doors.doorToDoor,
  coverage.stopCoverage,
  load.dayLoad,
  load.loadCourses,
  days.compareDays,
  handOver.handOver,
  tours.startTours,
  tours.getTours,
  tours.stopTours,
  tours.toursFeed,
  tours.toursTable,
  entitlement.entitlement,
  network.networkState,
  network.schoolReach,
  network.addNetworkEdit,
  network.removeNetworkEdit,
  variants.planToday,
  variants.planGround,
  variants.listVariants,
  variants.newVariant,
  variants.getVariant,
  variants.changeVariant,
  variants.describeVariant,
  variants.removeVariant,
  optimise.startOptimising,
  optimise.getOptimising,
  optimise.stopOptimising,
  optimise.takePlan,
  variantDistricts.variantDistricts,
  variantDistricts.adoptDistricts,
  kita.kitaSupply,
  kitaReach.kitaReach,
  kitaSites.kitaSites,
  kitaSites.fewerPlaces,
  kitaOutlook.kitaOutlook,
  kitaOutlook.kitaMonths,
  kitaOutlook.changeKitas,
  indicators.listIndicators,
  indicators.indicatorValues,
  indicators.exportIndicators,
  indicators.addIndicator,
  indicators.removeIndicator,
  segregation.segregation,
  socialIndex.socialIndex,
  spaceProfiles.spaceProfiles,
  spaceProfiles.spaceProfilesPdf,
  streetGrid.streetGrid,
  streetGrid.agencyGrid,
  offers.countyOffers,
  imports.listKinds,
  imports.previewImport,
  imports.startImport,
  imports.getJob,
  imports.listImports,
  imports.undoImport,
  protection.getProtection,
  protection.setProtection,
] as const;
