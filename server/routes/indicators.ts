/** The indicator store. */
import type { Router } from 'express';
import * as contract from '../contract/indicators.ts';
import { socialIndex } from '../contract/socialIndex.ts';
import type { Context } from '../context.ts';
import { indicatorList } from '../operations/indicators/catalogue.ts';
import { socialIndexFor } from '../operations/indicators/socialIndex.ts';
import { valuesOf } from '../operations/indicators/values.ts';
import { routeByRevision } from './route.ts';

export function indicatorRoutes(app: Router, context: Context): void {
  routeByRevision(app, context, contract.listIndicators, ({ params }) => indicatorList(context, params.county));
  routeByRevision(app, context, contract.indicatorValues, ({ params, query }) =>
    valuesOf(context, params.county, query),
  );
  routeByRevision(app, context, socialIndex, ({ params, query }) => socialIndexFor(context, params.county, query));
}
