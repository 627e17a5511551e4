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
