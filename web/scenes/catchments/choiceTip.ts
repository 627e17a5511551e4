/** What the map says of an area under the pointer: who lives there and leaves, or who attends the chosen school. */
import type { ChoiceArea, ChoiceSchool, SchoolChoice } from '../../../server/contract/choice.ts';
import { attending, shareText } from '../../layers/choice.ts';
import type { Tooltip } from '../../map/mapView.svelte.ts';
import { fidOf } from '../../state/highlight.svelte.ts';
import { amountText } from '../../text/amount.ts';
import type { Text } from '../../text/de.ts';
import type { Formatter } from '../../text/format.ts';

/** More schools than this are in the table. */
const schoolsInTip = 3;

export function choiceTip(
  choice: SchoolChoice,
  fid: string,
  chosen: ChoiceSchool | null,
  names: ReadonlyMap<string, string>,
  speech: { text: Text; format: Formatter },
): Tooltip | null {
  const area = choice.areas.find((candidate) => fidOf(candidate) === fid);
  if (!area) return null;
  const { base } = choice.protection;
  const words = speech.text.choiceScene;
  if (chosen) {
    const found = area.attended.find(({ school }) => school === fidOf(chosen));
    const share = typeof found?.share === 'number' ? ` (${speech.format.percent(found.share)})` : '';
    const name = names.get(fidOf(chosen)) ?? chosen.name;
    return { title: area.name, lines: [`${name}: ${amountText(attending(area, chosen), speech, base)}${share}`] };
  }
  const attended = area.attended
    .slice(0, schoolsInTip)
    .map(({ school, pupils }) => `${names.get(school) ?? school}: ${amountText(pupils, speech, base)}`);
  return { title: area.name, lines: [words.living(amountText(area.pupils, speech, base)), ...leaving(), ...attended] };

  function leaving(): string[] {
    const { leakage, elsewhere, pupils, schools } = area as ChoiceArea;
    if (schools === 0 && typeof pupils === 'number') return [words.noSchool];
    if (typeof leakage !== 'number') return [];
    const share = shareText(leakage, pupils, base, speech.format);
    return [words.leaving(share, amountText(elsewhere, speech, base))];
  }
}
