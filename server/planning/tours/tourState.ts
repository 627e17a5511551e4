/**
 * Tours as rows of one typed array, with the stops that are in none of them, and one step of undo: a search changes millions
 * of plans and keeps few of the changes. What a tour costs and what it may hold is the matter of a subclass.
 */
export abstract class TourState {
  readonly stops: number;
  readonly tours: number;
  /** Stops a tour has room for. */
  readonly width: number;
  /** Tour × width: its stops in order. */
  readonly row: Int32Array;
  readonly size: Int32Array;
  /** Per stop: its tour; -1 where it is missing. */
  readonly tourOf: Int32Array;
  /** The stops without a tour, the first `missingCount` entries. */
  readonly missing: Int32Array;
  missingCount: number;
  /** Of all tours. */
  cost = 0;

  readonly #savedMissing: Int32Array;
  #savedMissingCount = 0;
  #savedCost = 0;
  readonly #savedRow: Int32Array;
  readonly #savedSize: Int32Array;
  /** Tours that were changed since `begin`, the first `touchedCount` entries. */
  protected readonly touched: Int32Array;
  protected touchedCount = 0;
  readonly #isTouched: Uint8Array;

  constructor(stops: number, tours: number, width: number) {
    this.stops = stops;
    this.tours = tours;
    this.width = width;
    this.row = new Int32Array(tours * width);
    this.size = new Int32Array(tours);
    this.tourOf = new Int32Array(stops).fill(-1);
    this.missing = Int32Array.from({ length: stops }, (_, stop) => stop);
    this.missingCount = stops;
    this.#savedMissing = new Int32Array(stops);
    this.#savedRow = new Int32Array(tours * width);
    this.#savedSize = new Int32Array(tours);
    this.touched = new Int32Array(tours);
    this.#isTouched = new Uint8Array(tours);
  }

  /** Recomputes what is known about a tour, and the cost, from its stops. */
  protected abstract measure(tour: number): void;

  /** From here on changes can be taken back. */
  begin(): void {
    for (let at = 0; at < this.touchedCount; at++) this.#isTouched[this.touched[at]!] = 0;
    this.touchedCount = 0;
    this.#savedCost = this.cost;
    this.#savedMissingCount = this.missingCount;
    for (let at = 0; at < this.missingCount; at++) this.#savedMissing[at] = this.missing[at]!;
  }

  /** Back to where `begin` was called. */
  undo(): void {
    const { row, width } = this;
    for (let at = 0; at < this.touchedCount; at++) {
      const tour = this.touched[at]!;
      const begin = tour * width;
      for (let place = begin; place < begin + this.size[tour]!; place++) this.tourOf[row[place]!] = -1;
    }
    for (let at = 0; at < this.touchedCount; at++) {
      const tour = this.touched[at]!;
      const begin = tour * width;
      this.size[tour] = this.#savedSize[tour]!;
      for (let place = begin; place < begin + this.size[tour]; place++) {
        row[place] = this.#savedRow[place]!;
        this.tourOf[row[place]!] = tour;
      }
      this.measure(tour);
    }
    this.missingCount = this.#savedMissingCount;
    for (let at = 0; at < this.missingCount; at++) {
      this.missing[at] = this.#savedMissing[at]!;
      this.tourOf[this.missing[at]!] = -1;
    }
    this.cost = this.#savedCost;
  }

  /** To be called before a tour is changed. */
  #touch(tour: number): void {
    if (this.#isTouched[tour] === 1) return;
    this.#isTouched[tour] = 1;
    this.touched[this.touchedCount++] = tour;
    this.#savedSize[tour] = this.size[tour]!;
    const begin = tour * this.width;
    for (let place = begin; place < begin + this.size[tour]!; place++) this.#savedRow[place] = this.row[place]!;
  }

  /** Puts a stop into a tour; to take it off the list of missing stops is left to the caller. */
  insert(stop: number, tour: number, place: number): void {
    this.#touch(tour);
    const begin = tour * this.width;
    for (let at = begin + this.size[tour]!; at > begin + place; at--) this.row[at] = this.row[at - 1]!;
    this.row[begin + place] = stop;
    this.size[tour]!++;
    this.tourOf[stop] = tour;
    this.measure(tour);
  }

  /** Takes `count` stops from `place` on out of a tour; but for the `kept` ones from `keptFrom` on. */
  remove(tour: number, place: number, count: number, keptFrom = 0, kept = 0): void {
    this.#touch(tour);
    const begin = tour * this.width;
    const size = this.size[tour]!;
    let to = place;
    for (let from = place; from < size; from++) {
      const stop = this.row[begin + from]!;
      if (from < place + count && !(from >= keptFrom && from < keptFrom + kept)) {
        this.tourOf[stop] = -1;
        this.missing[this.missingCount++] = stop;
      } else this.row[begin + to++] = stop;
    }
    this.size[tour] = to;
    this.measure(tour);
  }

  /** The stops of two tours change places. */
  swap(one: number, other: number): void {
    this.#touch(one);
    this.#touch(other);
    const ones = this.stopsOf(one);
    this.#write(one, this.stopsOf(other));
    this.#write(other, ones);
    this.measure(one);
    this.measure(other);
  }

  #write(tour: number, list: Int32Array): void {
    this.row.set(list, tour * this.width);
    this.size[tour] = list.length;
    for (const stop of list) this.tourOf[stop] = tour;
  }

  stopsOf(tour: number): Int32Array {
    return this.row.slice(tour * this.width, tour * this.width + this.size[tour]!);
  }

  /** All tours, to come back to. */
  plan(): Int32Array[] {
    return Array.from({ length: this.tours }, (_, tour) => this.stopsOf(tour));
  }

  /** Gives all tours the stops of a plan. */
  load(plan: readonly Int32Array[]): void {
    this.tourOf.fill(-1);
    for (let tour = 0; tour < this.tours; tour++) this.#write(tour, plan[tour]!);
    for (let tour = 0; tour < this.tours; tour++) this.measure(tour);
    this.missingCount = 0;
    for (let stop = 0; stop < this.stops; stop++)
      if (this.tourOf[stop] === -1) this.missing[this.missingCount++] = stop;
    this.begin();
  }
}
