/** How much a source may hold. Checked before anything is unpacked into memory. */
export interface Limits {
  /** Size of the file as handed in. */
  maxBytes: number;
  /** Sum of all members after unpacking. */
  maxUncompressedBytes: number;
  maxEntries: number;
  /** Uncompressed to compressed size, looked at only above RATIO_FLOOR: a small text full of zeros packs well too. */
  maxRatio: number;
}

/** 1 GiB unpacked is what one process of the service can hold beside its database. */
export const DEFAULT_LIMITS: Limits = {
  maxBytes: 512 * 1024 * 1024,
  maxUncompressedBytes: 1024 * 1024 * 1024,
  maxEntries: 10_000,
  maxRatio: 200,
};

export const RATIO_FLOOR = 10 * 1024 * 1024;

/**
 * Rows of stop_times.txt that are read: each is an object on its way into the database. Measured in November 2026: 10 million take 130 s and
 * 3.5 GB before the first of them is one. A county's feed has some ten thousand to a few hundred thousand.
 */
export const MOST_STOP_TIMES = 4_000_000;
