/** Places of nodes by id, 16 bytes each: a Map of a county's nodes would take ten times as much. */
export class NodeStore {
  #ids = new Float64Array(1 << 16);
  #lon = new Int32Array(1 << 16);
  #lat = new Int32Array(1 << 16);
  #length = 0;
  #sorted = true;

  add(id: number, lon: number, lat: number): void {
    if (!Number.isFinite(lon) || !Number.isFinite(lat)) return;
    if (this.#length === this.#ids.length) this.#grow();
    if (this.#length > 0 && id <= (this.#ids[this.#length - 1] ?? 0)) this.#sorted = false;
    this.#ids[this.#length] = id;
    this.#lon[this.#length] = Math.round(lon * 1e7);
    this.#lat[this.#length] = Math.round(lat * 1e7);
    this.#length++;
  }

  get(id: number): [number, number] | null {
    if (!this.#sorted) this.#sort();
    let low = 0;
    let high = this.#length - 1;
    while (low <= high) {
      const middle = (low + high) >>> 1;
      const found = this.#ids[middle] ?? 0;
      if (found === id) return [(this.#lon[middle] ?? 0) / 1e7, (this.#lat[middle] ?? 0) / 1e7];
      if (found < id) low = middle + 1;
      else high = middle - 1;
    }
    return null;
  }

  #grow(): void {
    const size = this.#ids.length * 2;
    const [ids, lon, lat] = [new Float64Array(size), new Int32Array(size), new Int32Array(size)];
    ids.set(this.#ids);
    lon.set(this.#lon);
    lat.set(this.#lat);
    [this.#ids, this.#lon, this.#lat] = [ids, lon, lat];
  }

  #sort(): void {
    const order = Uint32Array.from({ length: this.#length }, (_, i) => i).sort(
      (a, b) => (this.#ids[a] ?? 0) - (this.#ids[b] ?? 0),
    );
    this.#ids = Float64Array.from(order, (i) => this.#ids[i] ?? 0);
    this.#lon = Int32Array.from(order, (i) => this.#lon[i] ?? 0);
    this.#lat = Int32Array.from(order, (i) => this.#lat[i] ?? 0);
    this.#sorted = true;
  }
}
