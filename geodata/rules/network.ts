/**
 * What a child may walk and a bus may drive, as tags of OpenStreetMap say it.
 *
 * Sources: wiki.openstreetmap.org "Key:access" (order of keys, values), "Key:highway", "OSM tags for routing/Access restrictions#Germany"
 * (defaults of the classes in Germany), read November 2026. Speeds are planning values of this project (confidence: L), for a bus on a
 * free road; a county replaces them.
 */
import type { DriveRules, WalkRules } from '../../server/planning/network/access.ts';

const words = (text: string): string[] => text.split(' ');

export const WALK: WalkRules = {
  classes: words(
    'primary secondary tertiary primary_link secondary_link tertiary_link unclassified residential living_street road service ' +
      'pedestrian track path footway steps corridor platform',
  ),
  // Beside a trunk road only where there is a way for it; signs 237 (Radweg) and 238 (Reitweg) keep people on foot off.
  withFootway: words('trunk trunk_link cycleway bridleway'),
  keys: words('foot access'),
  allowed: words('yes designated permissive official destination public'),
  forbidden: words('no private use_sidepath military delivery agricultural forestry customers permit'),
  barriers: [],
};

export const DRIVE: DriveRules = {
  kmh: {
    motorway: 100,
    trunk: 80,
    primary: 70,
    secondary: 65,
    tertiary: 60,
    unclassified: 45,
    residential: 25,
    living_street: 7,
    road: 30,
    service: 15,
    busway: 40,
    motorway_link: 60,
    trunk_link: 55,
    primary_link: 45,
    secondary_link: 45,
    tertiary_link: 40,
    ferry: 8,
  },
  onlyIfAllowed: words('pedestrian track path'),
  keys: words('bus psv motor_vehicle vehicle access'),
  allowed: words('yes designated permissive official destination public'),
  forbidden: words('no private military delivery agricultural forestry customers permit use_sidepath'),
  barriers: words(
    'bollard gate block lift_gate swing_gate chain jersey_barrier log cycle_barrier bus_trap sump_buster',
  ),
};
