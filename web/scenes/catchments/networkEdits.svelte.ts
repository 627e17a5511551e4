/** Drawing on the road network: what is drawn is noted, stored, and the ways are measured again. */
import { getJob } from '../../../server/contract/imports.ts';
import {
  addNetworkEdit,
  removeNetworkEdit,
  type EditKind,
  type Measuring,
  type NetworkEdit,
  type NewNetworkEdit,
} from '../../../server/contract/network.ts';
import { ApiError, call } from '../../api.ts';
import type { Corner, Drawing } from '../../map/drawing.svelte.ts';
import type { School } from '../../../server/contract/sites.ts';
import type { CountyState } from '../../state/county.svelte.ts';

const pollMilliseconds = 500;

export class NetworkEdits {
  readonly #county: CountyState;
  readonly #drawing: Drawing;
  /** Drawn and not yet stored. */
  draft = $state.raw<{ kind: EditKind; school: School; corners: Corner[] } | null>(null);
  note = $state('');
  /** 0…1 while ways are measured. */
  measuring = $state<number | null>(null);
  failure = $state.raw<unknown>(null);

  constructor(county: CountyState, drawing: Drawing) {
    this.#county = county;
    this.#drawing = drawing;
  }

  /** Stored for the school it was begun for, whichever is chosen by then. */
  begin(kind: EditKind, school: School): void {
    this.failure = null;
    this.draft = null;
    this.#drawing.begin(kind === 'entrance' ? 'point' : 'line', (corners) => {
      this.note = '';
      this.draft = { kind, school, corners };
    });
  }

  async store(): Promise<void> {
    const { draft } = this;
    if (!draft) return;
    const { county, key: school } = draft.school;
    const note = this.note.trim();
    const edit: NewNetworkEdit =
      draft.kind === 'entrance'
        ? { kind: 'entrance', school, note, point: draft.corners[0]! }
        : { kind: draft.kind, note, line: draft.corners };
    await this.#change(county, async () => {
      const stored = await call(addNetworkEdit, { county }, {}, { json: edit });
      this.draft = null;
      return stored;
    });
  }

  async remove({ county, id }: NetworkEdit): Promise<void> {
    await this.#change(county, () => call(removeNetworkEdit, { county, id }, {}));
  }

  async #change(county: string, act: () => Promise<Measuring>): Promise<void> {
    this.failure = null;
    try {
      const { job } = await act();
      this.#county.reload();
      if (job === null) return;
      this.measuring = 0;
      for (;;) {
        const { status, progress, problem } = await call(getJob, { county, job }, {});
        if (problem) throw new ApiError(problem.code, problem.status, problem.text);
        if (status !== 'running') break;
        this.measuring = progress;
        await new Promise((resolve) => setTimeout(resolve, pollMilliseconds));
      }
      this.#county.reload();
    } catch (error) {
      this.failure = error;
    } finally {
      this.measuring = null;
    }
  }
}
