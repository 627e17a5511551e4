/** Planning variants: what changes one names the version that was seen. */
import express, { type Request, type Router } from 'express';
import * as kitas from '../contract/kitaOutlook.ts';
import * as districts from '../contract/variantDistricts.ts';
import * as contract from '../contract/variants.ts';
import type { Context } from '../context.ts';
import { changeKitas } from '../operations/kitaOutlook/outlook.ts';
import { adoption, variantDistricts } from '../operations/variants/districts.ts';
import { groundOfPlan, todaysPlan } from '../operations/variants/plan.ts';
import {
  changeVariant,
  describeVariant,
  removeVariant,
  startVariant,
  variant,
  variantList,
} from '../operations/variants/variants.ts';
import { jobOf } from './imports.ts';
import { expressPath, route, routeByRevision } from './route.ts';

/** Of `If-Match: "7"`; null where none is named or it is no version. */
function seenVersion(request: Request): number | null {
  const version = /^(?:W\/)?"(\d{1,9})"$/.exec(request.headers['if-match'] ?? '')?.[1];
  return version === undefined ? null : Number(version);
}

export function variantRoutes(app: Router, context: Context): void {
  routeByRevision(app, context, contract.planToday, ({ params, query }) => todaysPlan(context, params.county, query));
  routeByRevision(app, context, contract.planGround, ({ params }) => groundOfPlan(context, params.county));
  // A list of atoms may name every one of a county.
  app.use(expressPath(contract.listVariants.path), express.json({ limit: '1mb' }));
  route(app, context, contract.listVariants, ({ params }) => variantList(context, params.county));
  route(app, context, contract.newVariant, ({ params, request }) =>
    startVariant(context, params.county, contract.NewVariant.parse(request.body)),
  );
  route(app, context, contract.getVariant, ({ params, query }) => variant(context, params.county, params.id, query));
  route(app, context, contract.changeVariant, ({ params, query, request }) =>
    changeVariant(
      context,
      params.county,
      params.id,
      seenVersion(request),
      contract.NewChange.parse(request.body),
      query,
    ),
  );
  route(app, context, contract.describeVariant, ({ params, request }) =>
    describeVariant(context, params.county, params.id, seenVersion(request), contract.VariantText.parse(request.body)),
  );
  route(app, context, contract.removeVariant, ({ params, request }) =>
    removeVariant(context, params.county, params.id, seenVersion(request)),
  );
  route(app, context, districts.variantDistricts, ({ params, query, response }) => {
    response.type('application/geo+json');
    return variantDistricts(context, params.county, params.id, query.type);
  });
  route(app, context, kitas.changeKitas, ({ params: { county, id }, query, request }) =>
    changeKitas(context, county, query, {
      ...{ id, seen: seenVersion(request) },
      wish: kitas.NewKitaChange.parse(request.body),
    }),
  );
  route(app, context, districts.adoptDistricts, async ({ params: { county, id }, request }) => {
    const asked = districts.NewDistricts.parse(request.body);
    const store = await adoption(context, county, id, seenVersion(request), asked);
    const phase = { de: 'Schulbezirke werden übernommen', en: 'Taking the districts over' };
    return jobOf(await context.jobs.start(context.newId(), county, phase, store));
  });
}
