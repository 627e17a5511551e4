/** How figures of the model are told: whole children, and none that would look like a few known ones. */
import { releaseProtected, releaseProtectedFigure } from '../../planning/confidentiality/release.ts';
import { LEAST_BASE } from '../kitaReach/answer.ts';

export const whole = (people: number) => releaseProtectedFigure(Math.round(people));

/** @param base of the lists whose atoms the homes are; null without any */
export function children(people: number, base: number | null) {
  const some = Math.round(people);
  return releaseProtected(some < (base ?? LEAST_BASE) ? 0 : some);
}

export const metresOf = (metres: number | null) => releaseProtectedFigure(metres === null ? null : Math.round(metres));
