/** Databases that tests of a run have made copies of are dropped at its end. */
export { dropLikes as teardown } from './database.ts';
