/** Where statute assigns a school: types of schools with districts; of all others parents choose. */

export interface DistrictRule {
  types: {
    schoolType: string;
    /** Several schools may share a district, and districts may overlap. */
    shared: boolean;
  }[];
}

/** Null: the rule knows no districts of the type. */
export const sharedAllowed = ({ types }: DistrictRule, schoolType: string): boolean | null =>
  types.find((type) => type.schoolType === schoolType)?.shared ?? null;
