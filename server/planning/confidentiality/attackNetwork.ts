/** The circulation that an attacker knows: which edges there are, and how much each may carry. */

interface SetNode {
  id: number;
  parent: SetNode | null;
  path: readonly string[];
  /** What is published of the set. */
  shown: number;
}

/** Sets of one tree, each a node. */
class SetTree {
  readonly #nodes = new Map<string, SetNode>();
  readonly #newId: () => number;
  readonly root: SetNode;

  constructor(newId: () => number) {
    this.#newId = newId;
    this.root = { id: newId(), parent: null, path: [], shown: 0 };
  }

  /** The set at the end of a path, which and whose surroundings show `people` more. */
  node(path: readonly string[], people = 0): number {
    let at = this.root;
    at.shown += people;
    path.forEach((name, depth) => {
      const key = `${at.id} ${name}`;
      let child = this.#nodes.get(key);
      if (!child) {
        child = { id: this.#newId(), parent: at, path: path.slice(0, depth + 1), shown: 0 };
        this.#nodes.set(key, child);
      }
      child.shown += people;
      at = child;
    });
    return at.id;
  }

  sets(): Iterable<SetNode> {
    return this.#nodes.values();
  }
}

/** What is known of a set beside its published sum. */
interface Known {
  least?: number;
  exactly?: number | undefined;
}

export class AttackNetwork {
  readonly from: number[] = [];
  readonly to: number[] = [];
  readonly low: number[] = [];
  readonly high: number[] = [];
  #nodes = 0;
  readonly homes = new SetTree(() => this.newNode());
  readonly schools = new SetTree(() => this.newNode());

  get nodes(): number {
    return this.#nodes;
  }

  newNode(): number {
    return this.#nodes++;
  }

  add(from: number, to: number, low: number, high: number): void {
    this.from.push(from);
    this.to.push(to);
    this.low.push(low);
    this.high.push(high);
  }

  /** The sums themselves, once every set has its node: each lies within one base of what is shown of it. */
  addTrees(
    base: number,
    known: { home: (path: readonly string[]) => Known; school: typeof known.home; all: Known },
  ): void {
    const limits = (shown: number, { least = 0, exactly }: Known): [number, number] =>
      exactly === undefined ? [Math.max(least, shown - base + 1), shown + base - 1] : [exactly, exactly];
    for (const { id, parent, path, shown } of this.homes.sets())
      this.add(parent?.id ?? this.homes.root.id, id, ...limits(shown, known.home(path)));
    for (const { id, parent, path, shown } of this.schools.sets())
      this.add(id, parent?.id ?? this.schools.root.id, ...limits(shown, known.school(path)));
    this.add(this.schools.root.id, this.homes.root.id, ...limits(this.homes.root.shown, known.all));
  }
}
