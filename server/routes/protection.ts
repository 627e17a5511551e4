/** The data-protection officer's page: settings, what is stored, the audit. */
import express, { type Router } from 'express';
import * as contract from '../contract/protection.ts';
import type { Context } from '../context.ts';
import { changeProtection, protection } from '../operations/protection.ts';
import { expressPath, route } from './route.ts';

export function protectionRoutes(app: Router, context: Context): void {
  route(app, context, contract.getProtection, ({ params }) => protection(context, params.county));
  app.use(expressPath(contract.setProtection.path), express.json({ limit: '100kb' }));
  route(app, context, contract.setProtection, ({ params, request }) =>
    changeProtection(context, params.county, contract.ProtectionSettings.parse(request.body)),
  );
}
