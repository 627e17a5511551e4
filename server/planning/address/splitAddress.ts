/** An address written in one field. */

export interface Address {
  street: string;
  houseNumber: string;
  postcode: string;
  place: string;
}

const FLOOR =
  /[\s,/]+(?:\d+\.?\s*(?:og|ug|etage|stock)|eg|dg|(?:whg|wohnung|app|apartment|hinterhaus|vorderhaus)\b\.?).*$/i;
/** The last number, with what belongs to it; what stands before must end in something else than a number. */
const HOUSE =
  /^(.*[^\d\s,/+–-])[\s,]*?\s*(\d{1,5}(?:\s*½|\s+1\/2|\s*[a-z])?(?:\s*[-–/+]\s*(?:\d{1,5}\s*[a-z]?|[a-z]))?)$/i;

/** 'Musterstr. 12 a' and 'Musterstr. 12 a, 31234 Ahlenburg'; what is not there is empty. */
export function splitAddress(text: string): Address {
  const written = text.trim();
  const tail = /^(.*?\S)[\s,;]+(?:d\s*-\s*)?(\d{5})(?:\s+(\D.*))?$/i.exec(written);
  const [, beforeCode = written, postcode = '', afterCode = ''] = tail ?? [];
  const rest = beforeCode.replace(/[\s,;]+$/, '');
  const named = tail ? null : /^(.*\d\s*[a-z]?)\s*[,;]\s*([^\d,;]{2,})$/i.exec(rest);
  const line = (FLOOR.test(rest) ? rest.replace(FLOOR, '') : (named?.[1] ?? rest)).trim();
  const place = FLOOR.test(rest) ? afterCode : (named?.[2] ?? afterCode);
  const [, street = line, houseNumber = ''] = HOUSE.exec(line) ?? [];
  return { street: street.trim(), houseNumber: houseNumber.trim(), postcode, place: place.trim() };
}
