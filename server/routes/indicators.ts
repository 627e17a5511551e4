/** The indicator store. */
import express, { type Router } from 'express';
import * as contract from '../contract/indicators.ts';
import { segregation } from '../contract/segregation.ts';
import { socialIndex } from '../contract/socialIndex.ts';
import { spaceProfiles, spaceProfilesPdf } from '../contract/spaceProfiles.ts';
import type { Context } from '../context.ts';
import { indicatorList } from '../operations/indicators/catalogue.ts';
import { addIndicator, removeIndicator } from '../operations/indicators/derive.ts';
import { exportedIndicators } from '../operations/indicators/export.ts';
import { profilesOf } from '../operations/indicators/profiles.ts';
import { segregationOf } from '../operations/indicators/segregation.ts';
import { profilesPaper } from '../operations/indicators/profilesPaper.ts';
import { socialIndexFor } from '../operations/indicators/socialIndex.ts';
import { valuesOf } from '../operations/indicators/values.ts';
import { expressPath, route, routeByRevision } from './route.ts';

export function indicatorRoutes(app: Router, context: Context): void {
  routeByRevision(app, context, contract.listIndicators, ({ params }) => indicatorList(context, params.county));
  routeByRevision(app, context, contract.indicatorValues, ({ params, query }) =>
    valuesOf(context, params.county, query),
  );
  app.get(expressPath(contract.exportIndicators.path), async (request, response) => {
    const { county } = contract.exportIndicators.params.parse(request.params);
    const { key } = contract.exportIndicators.query.parse(request.query);
    const bytes = await exportedIndicators(context, county, key, `${request.protocol}://${request.host}`);
    response.type('application/zip').attachment(`indikatoren-${key ? `${key}-` : ''}${county}.zip`);
    response.send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  });
  app.use(expressPath(contract.addIndicator.path), express.json({ limit: '20kb' }));
  route(app, context, contract.addIndicator, ({ params, request }) =>
    addIndicator(context, params.county, contract.NewIndicator.parse(request.body)),
  );
  route(app, context, contract.removeIndicator, ({ params }) => removeIndicator(context, params.county, params.key));
  routeByRevision(app, context, spaceProfiles, ({ params, query }) => profilesOf(context, params.county, query));
  routeByRevision(app, context, segregation, ({ params, query }) => segregationOf(context, params.county, query));
  app.get(expressPath(spaceProfilesPdf.path), async (request, response) => {
    const { county } = spaceProfilesPdf.params.parse(request.params);
    const query = spaceProfilesPdf.query.parse(request.query);
    const left = new AbortController();
    response.once('close', () => left.abort());
    const bytes = await profilesPaper(context, county, query, left.signal);
    response.type('application/pdf').attachment(`sozialraumprofile-${county}.pdf`);
    response.send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  });
  routeByRevision(app, context, socialIndex, ({ params, query }) => socialIndexFor(context, params.county, query));
}
