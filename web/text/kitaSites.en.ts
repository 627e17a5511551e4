import { oneEn as one } from './counted.ts';
import type { kitaSitesDe } from './kitaSites.de.ts';

export const kitaSitesEn: typeof kitaSitesDe = {
  places: 'New places per site',
  placesLess: 'Places that go',
  count: 'Sites',
  unserved: 'without a place today (any age)',
  gain: (count) => `more with a place by ${one(count, 'site', 'sites')}`,
  bound: 'possible at most',
  rank: 'Rank',
  site: 'Site',
  siteAt: (area, rank) => `${rank}. ${area}`,
  children: 'more with a place',
  way: 'way of all',
  wayToday: (length) => `The mean way of all who have a place is ${length} today.`,
  build: 'plan',
  buildLong: (site) => `${site}: plan it as a measure of a variant`,
  rankingTitle: (places) => `Best site for ${places} places`,
  chosenTitle: (count) => `Best order for ${count} sites`,
  nothing: 'All children who need a place can have one today: new places only make ways shorter here.',
  proven: (count, gain) =>
    count === 1
      ? `Proven: no other site gives a place to more than ${gain} children.`
      : `Proven: no other choice of ${count} sites gives a place to more than ${gain} children.`,
  gap: (bound, percent) =>
    `No other choice can give a place to more than ${bound} children: this one is at most ${percent} below.`,
  runnerUp: (area, gain) => `The second best is in ${area} and gives a place to ${gain} children.`,
  all: 'All age groups are counted: who goes to the new Kita leaves a place elsewhere.',
  method: (candidates, length) =>
    `${candidates} homes are compared as sites, with ways on foot up to ${length}. Counted are those who have a place in the best possible assignment and had none; of equals the shorter ways of all. The best site of each area is told. No plot of land was looked at.`,
  from: 'Compared are',
  fromList: (count) => `the list (${count})`,
  fromHomes: 'all homes',
  methodOfList: (candidates, length) =>
    `The ${candidates} plots of the list 'Possible sites of Kitas' are compared, with ways on foot up to ${length}. Counted are those who have a place in the best possible assignment and had none; of equals the shorter ways of all.`,
  legend: (group, places) => `Sites for ${places} places, ${group}`,
  legendNote: 'Number: so many more children have a place',
  fewer: {
    before: 'without a place today (any age)',
    after: 'without a place then',
    least: 'lose theirs at least',
    title: (places) => `${places} places with least harm`,
    kita: 'Kita',
    gone: 'fewer',
    of: 'of',
    closings: 'What a whole Kita would cost',
    closingPlaces: 'Places',
    lost: 'lose theirs',
    way: 'way of all',
    harmless: (places) => `${places} places can go without a child losing its own.`,
    harm: (places, lost) => `If ${places} places go like this, ${lost} children lose theirs.`,
    atLeast: (bound) => `However they are chosen: at least ${bound} children lose theirs.`,
    ways: (length) => `The ways of all who have a place grow by ${length} on average.`,
    proven: 'Proven: with no other choice fewer children lose their place.',
    runnerUp: (instead, spared, lost) =>
      `The second best choice takes a group from ${instead} instead of ${spared}; then ${lost} children lose their place.`,
    method: (step, length) =>
      `Places go in groups of ${step}, one after another where fewest children lose their place in the best possible assignment up to ${length} on foot and ways grow least; free ones first. Providers, rooms and staff are not considered.`,
    legend: (places) => `${places} places fewer`,
    legendNote: 'Number: so many places the Kita gives up',
  },
};
