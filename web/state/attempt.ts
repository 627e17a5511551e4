/** Of a state that asks the service for one thing at a time: whether it waits, and with what the last attempt failed. */
export interface Attempting {
  pending: boolean;
  failure: unknown;
}

/** @returns whether it went well */
export async function attempt(state: Attempting, act: () => Promise<void>): Promise<boolean> {
  state.pending = true;
  state.failure = null;
  try {
    await act();
    return true;
  } catch (error) {
    state.failure = error;
    return false;
  } finally {
    state.pending = false;
  }
}
