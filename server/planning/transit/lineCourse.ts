/** A line whose timetable names no course, only stops: drawn along the roads between them. */
export type Point = readonly [longitude: number, latitude: number];

/** Between two stops, the same in both directions. */
export interface Section {
  key: string;
  from: Point;
  to: Point;
}

export function sectionOf(a: Point, b: Point): Section {
  const isOrdered = a[0] < b[0] || (a[0] === b[0] && a[1] <= b[1]);
  const [from, to] = isOrdered ? [a, b] : [b, a];
  return { key: `${from.join()} ${to.join()}`, from, to };
}

/** A path that turns at stops only is no course that anybody has stated. */
const isBare = (path: readonly Point[], isStop: (point: Point) => boolean): boolean => path.every(isStop);

/** Sections of paths that name nothing but stops, each once. */
export function bareSections(paths: readonly (readonly Point[])[], isStop: (point: Point) => boolean): Section[] {
  const sections = new Map<string, Section>();
  for (const path of paths.filter((one) => isBare(one, isStop)))
    path.slice(1).forEach((point, at) => {
      const section = sectionOf(path[at]!, point);
      sections.set(section.key, section);
    });
  return [...sections.values()];
}

export interface LineCourse {
  paths: Point[][];
  /** Sections that follow roads, and those that are straight since none leads there. */
  derived: number;
  straight: number;
}

/**
 * Paths that state a course stay as they are. Of the others each section is drawn once, in one piece with those before and after it: the
 * trips of a line share most of their way.
 *
 * @param along from `from` to `to` of the section; empty where no road leads there
 */
export function courseOf(
  paths: readonly (readonly Point[])[],
  isStop: (point: Point) => boolean,
  along: (section: Section) => readonly Point[],
): LineCourse {
  const course: LineCourse = { paths: [], derived: 0, straight: 0 };
  const drawn = new Set<string>();
  for (const path of paths) {
    if (!isBare(path, isStop)) {
      course.paths.push([...path]);
      continue;
    }
    let piece: Point[] = [];
    for (let at = 1; at < path.length; at++) {
      const [from, to] = [path[at - 1]!, path[at]!];
      const section = sectionOf(from, to);
      if (drawn.has(section.key)) {
        piece = [];
        continue;
      }
      drawn.add(section.key);
      const road = along(section);
      const isRoad = road.length > 1;
      course[isRoad ? 'derived' : 'straight']++;
      const line = isRoad ? (section.from === from ? road : road.toReversed()) : [from, to];
      if (piece.length === 0) course.paths.push(piece);
      for (const point of line) {
        const last = piece.at(-1);
        if (last?.[0] !== point[0] || last[1] !== point[1]) piece.push(point);
      }
    }
  }
  return course;
}
