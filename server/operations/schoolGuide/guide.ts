/** The school guide as a folder: page, data and map, packed for the county's own web server. */
import { createHash } from 'node:crypto';
import { packZip } from '../../../geodata/formats/packZip.ts';
import { webAddress } from '../../../geodata/import/contact.ts';
import type { GuideData } from '../../contract/guideData.ts';
import type { Context } from '../../context.ts';
import { DomainError } from '../../planning/errors.ts';
import { chosenCounties } from '../counties.ts';
import { guideContent } from './data.ts';
import { guideMap } from './map.ts';
import { guidePage, guideReadMe, guideScript } from './page.ts';

export interface GuideWishes {
  title?: string | undefined;
  imprint?: string | undefined;
  lang: 'de' | 'en';
}

/** @throws DomainError where no school is loaded, the imprint is no https address or the page has not been built */
export async function schoolGuideFolder(
  context: Pick<Context, 'database' | 'now' | 'newId' | 'log' | 'prepare' | 'onRoads' | 'onDistricts' | 'guideAssets'>,
  selection: string,
  { title, imprint, lang }: GuideWishes,
): Promise<Uint8Array> {
  const checkedImprint = imprint === undefined || imprint === '' ? null : imprintOf(imprint);
  const [county] = await chosenCounties(context, selection);
  const ground = await guideMap(context, county!.key);
  const content = await guideContent(context, county!, ground.bezirke.features.length > 0);
  if (content.schools.features.length === 0)
    throw new DomainError('notFound', 'schoolGuide.noSchools', {
      de: 'Für den Schulwegweiser fehlen die Schulen: bitte zuerst die Schulliste unter „Daten“ einlesen.',
      en: "The school guide needs schools: please import the list of schools under 'Data' first.",
    });
  const assets = await context.guideAssets();
  if (!assets)
    throw new DomainError('notFound', 'schoolGuide.notBuilt', {
      de: 'Die Seite des Schulwegweisers ist noch nicht gebaut: bitte den Dienst mit „npm start“ neu starten.',
      en: "The page of the school guide has not been built yet: please restart the service with 'npm start'.",
    });
  const data: GuideData = {
    county: county!.key,
    title: title ?? (lang === 'en' ? `School guide ${county!.name}` : `Schulwegweiser ${county!.name}`),
    ...{ lang, imprint: checkedImprint, made: context.now().toISOString().slice(0, 10) },
    ...content,
  };
  const script = guideScript(data);
  const map = JSON.stringify(ground);
  const version = createHash('sha256').update(script).update(map).digest('hex').slice(0, 10);
  const text = {
    'index.html': guidePage(data, assets, version),
    // Windows editors of old show umlauts only behind a byte order mark.
    'LIESMICH.txt': `\uFEFF${guideReadMe(data).replaceAll('\n', '\r\n')}`,
    'data/seite.js': script,
    'data/schulen.json': JSON.stringify(data.schools),
    'data/karte.json': map,
  };
  const encoder = new TextEncoder();
  const files = { ...assets.files, ...mapValues(text, (content) => encoder.encode(content)) };
  return packZip(
    Object.fromEntries(Object.entries(files).map(([path, bytes]) => [`schulwegweiser/${path}`, bytes])),
    context.now(),
  );
}

const mapValues = <T, U>(of: Record<string, T>, to: (value: T) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(of).map(([key, value]) => [key, to(value)]));

function imprintOf(text: string): string {
  const address = webAddress(text);
  if (address?.startsWith('https:')) return address;
  throw new DomainError('invalid', 'schoolGuide.imprint', {
    de: `„${text}“ ist keine Adresse eines Impressums: bitte eine mit https:// angeben, etwa https://www.beispielkreis.de/impressum.`,
    en: `'${text}' is no address of an imprint: please give one with https://, such as https://www.beispielkreis.de/impressum.`,
  });
}
