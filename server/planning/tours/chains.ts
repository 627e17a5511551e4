/**
 * Which route a bus drives after which: as many routes as possible get one before them, and of all such choices the one with
 * the least ways between. What may come before a route depends only on the school of the earlier route, so that this is a
 * transport problem of few sources, solved by successive shortest paths (the chaining of Bertsimas, Delarue, Martin 2019).
 */

/**
 * @param supply per source: how many routes can be followed
 * @param cost way from a source to a route; Infinity where the route cannot follow
 * @returns per route its source, -1 where it is the first of its bus
 */
export function chain(
  supply: readonly number[],
  routes: number,
  cost: (source: number, route: number) => number,
): Int32Array {
  const sources = supply.length;
  const ways = Float64Array.from({ length: sources * routes }, (_, at) => cost(Math.floor(at / routes), at % routes));
  const left = supply.slice();
  const sourceOf = new Int32Array(routes).fill(-1);
  const far = new Float64Array(sources);
  const viaRoute = new Int32Array(sources);
  const viaSource = new Int32Array(sources);
  for (;;) {
    for (let source = 0; source < sources; source++) far[source] = left[source]! > 0 ? 0 : Infinity;
    viaSource.fill(-1);
    // Bellman and Ford: from source to source over a route that would change from the one to the other.
    for (let isShorter = true; isShorter;) {
      isShorter = false;
      for (let route = 0; route < routes; route++) {
        const to = sourceOf[route]!;
        if (to === -1) continue;
        for (let from = 0; from < sources; from++) {
          const length = far[from]! + ways[from * routes + route]! - ways[to * routes + route]!;
          if (!(length < far[to]! - 1e-9)) continue;
          far[to] = length;
          viaRoute[to] = route;
          viaSource[to] = from;
          isShorter = true;
        }
      }
    }
    let least = Infinity;
    let last = -1;
    let open = -1;
    for (let route = 0; route < routes; route++) {
      if (sourceOf[route] !== -1) continue;
      for (let source = 0; source < sources; source++) {
        const length = far[source]! + ways[source * routes + route]!;
        if (length >= least) continue;
        least = length;
        last = source;
        open = route;
      }
    }
    if (last === -1) return sourceOf;
    sourceOf[open] = last;
    for (; viaSource[last] !== -1; last = viaSource[last]!) sourceOf[viaRoute[last]!] = viaSource[last]!;
    left[last]!--;
  }
}
