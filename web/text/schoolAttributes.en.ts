/** Words of what schools have and offer, and of the public school guide. */
import { oneEn as one } from './counted.ts';
import type { schoolAttributesDe } from './schoolAttributes.de.ts';

export const schoolAttributesEn: typeof schoolAttributesDe = {
  question: 'Which school lacks digital equipment?',
  title: 'Digital equipment',
  offers: 'Offers',
  others: 'Further attributes',
  contact: 'Contact',
  median: 'Middle (median)',
  yes: 'yes',
  no: 'no',
  none: "Attributes of schools are not loaded yet: please import them under 'Data' as 'Attributes of schools'.",
  noEquipment: 'The loaded table says nothing of digital equipment.',
  least: (name, label, value) => `${label}: ${name} has least (${value}).`,
  unanswered: (n) => `${one(n, 'school of this type says', 'schools of this type say')} nothing of their equipment.`,
  choose: 'Choose a school, in the table or on the map: all that is known of it then stands here.',
  method:
    "As told by the school office's table, a row for each school. Middle: half of the schools that tell lie below it; of yes and no the share of yes.",
  guide: {
    open: 'Download the school guide',
    title: "School guide for the county's website",
    what: 'A folder with map, list and filters of all schools, to be put on your own web server and embedded; its LIESMICH.txt says how. Without names of people and numbers of pupils.',
    heading: 'Heading (empty: school guide and name of the county)',
    imprint: 'Imprint of the county (https://…)',
    badImprint: 'Please give an address with https://.',
    language: 'Language of the page',
    languages: { de: 'German', en: 'English' },
    download: 'Download (ZIP)',
    oneCounty: 'There is a school guide for one county: please choose a single one above.',
  },
};
