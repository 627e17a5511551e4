/** Forecasts: asked, tried on the past, and kept. */
import express, { type Router } from 'express';
import * as demography from '../contract/demography.ts';
import * as kept from '../contract/keptForecasts.ts';
import type { Context } from '../context.ts';
import { forecastOf } from '../operations/demography/forecast.ts';
import { keepForecast, keptForecasts, removeKeptForecast } from '../operations/demography/keptForecasts.ts';
import { proofOf } from '../operations/demography/proof.ts';
import { expressPath, route, routeByRevision } from './route.ts';

export function forecastRoutes(app: Router, context: Context): void {
  routeByRevision(app, context, demography.forecast, ({ params, query }) => forecastOf(context, params.county, query));
  routeByRevision(app, context, demography.forecastProof, ({ params, query }) =>
    proofOf(context, params.county, query),
  );
  app.use(expressPath(kept.listKeptForecasts.path), express.json({ limit: '10kb' }));
  route(app, context, kept.listKeptForecasts, ({ params }) => keptForecasts(context, params.county));
  route(app, context, kept.keepForecast, ({ params, request }) =>
    keepForecast(context, params.county, kept.KeepForecast.parse(request.body)),
  );
  route(app, context, kept.removeKeptForecast, ({ params }) => removeKeptForecast(context, params.county, params.id));
}
