import { oneEn as one } from './counted.ts';
import type { kitaReachDe } from './kitaReach.de.ts';

export const kitaReachEn: typeof kitaReachDe = {
  show: 'Show',
  views: { gap: 'Gap', reach: 'In reach', unserved: 'No place', sites: 'Sites', fewer: 'Reduce' },
  meaning: {
    gap: 'Places of the Kitas inside the area minus the demand of its children: who crosses the border does not count.',
    reach:
      'How many places there are for a child who needs one if each Kita shares its places among the children around it; near ones count more. Below 1 it is tight, even where the area itself has places to spare.',
    unserved:
      'How many children remain without a place even if all places were given out in the best possible way and none went farther than assumed. They need new places; other ways do not help.',
    sites:
      'Where new places help most: the site after whose opening most children have a place in the best possible assignment, and how much would be possible at most.',
    fewer: 'Where children become fewer: which places can go without children losing theirs or going much farther.',
  },
  accepted: 'Accepted walk',
  acceptedOption: (length, minutes) => `up to ${length} (${minutes} on foot)`,
  acceptedHelp: "Holds for 'No place'; 'Within reach' goes by the steps of the planning value.",
  reachUnit: 'places within reach per child',
  reachShort: 'places per child',
  reachLong: 'Places within reach per child who needs one',
  unserved: 'no place',
  unservedOf: (group) => `${group} without a place`,
  outside: 'elsewhere',
  outsideLong: 'of them with a place outside the area',
  gapLong: 'Gap in the area',
  noChildren: 'no children',
  legendReach: (group, date) => `Places within reach per child, ${group}, ${date}`,
  legendUnserved: (group, date, length) => `Without a place up to ${length}, ${group}, ${date}`,
  none: 'all have a place',
  tip: (gap, reach, unserved) => `Gap ${gap} · ${reach} places per child · ${unserved} without a place`,
  noneOfGaps: (names, length) =>
    names.length === 0
      ? ''
      : `${names.join(', ')}: places lack inside the area, but all children find one within ${length}.`,
  farOff: (names, length) =>
    names.length === 0
      ? ''
      : `${names.join(', ')}: there are places to spare inside, but some children remain without one within ${length}: too far away, or others need it.`,
  bottleneck: (children, places, kitas, lacking) =>
    `The bottleneck, all age groups together: ${children} children who need a place reach only ${places} places (${one(kitas, 'Kita', 'Kitas')}). So ${lacking} remain without one.`,
  noBottleneck: (length) => `Each child who needs a place can have one within ${length}.`,
  kita: (assigned, free) => `at best ${assigned} taken, ${free} free`,
  method: (steps, length, ways) =>
    `Within reach: E2SFCA (Luo, Qi 2009); at a Kita a child counts ${steps}, farther away not at all. Mean over the homes of the area by demand. No place: best possible assignment within ${length} on foot, all age groups together, with the shortest ways among equally many places; no proposal of who goes where. ${ways}`,
  step: (length, weight) => `${weight} up to ${length}`,
  homesNote: 'When you zoom in: homes as discs, modelled.',
};
