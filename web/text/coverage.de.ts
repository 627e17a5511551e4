/** Words of the way to the stop. */
export const coverageDe = {
  title: 'Weg zur Haltestelle',
  show: 'zeigen, wer wie weit zur nächsten bedienten Haltestelle hat',
  limit: 'eigene Grenze, Meter',
  within: (length: string) => `bis ${length}`,
  beyond: (length: string) => `über ${length}`,
  none: 'keine in 2 km',
  areas: 'Wohngebiete, am schlechtesten erschlossen zuerst',
  area: 'Wohngebiet',
  pupils: 'Schüler',
  legend: 'Fußweg zur nächsten bedienten Haltestelle',
  elsewhere: (n: string) => `${n} Kinder, deren Wohnzelle nicht bekannt ist, sind nicht dabei.`,
  method:
    'Alle Schüler der neuesten Liste, gleich welcher Schule. Bedient ist eine Haltestelle, an der am gewählten Tag mindestens eine Fahrt hält, Rufbusse zählen nicht. Der Weg beginnt in der Mitte der Wohnzelle.',
};
