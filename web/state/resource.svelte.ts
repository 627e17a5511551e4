/**
 * An answer of the service that follows the choices. `ask` is tracked: what it reads before its first await makes
 * it run again; null means "nothing to ask". The last value stays while the next one is under way, so nothing jumps.
 */
export class Resource<T> {
  value = $state.raw<T | null>(null);
  error = $state.raw<unknown>(null);
  loading = $state(true);
  #attempt = $state(0);

  constructor(ask: (signal: AbortSignal) => Promise<T> | null) {
    $effect(() => {
      void this.#attempt;
      const abort = new AbortController();
      const promise = ask(abort.signal);
      if (!promise) {
        this.value = null;
        this.error = null;
        this.loading = false;
        return;
      }
      this.loading = true;
      promise.then(
        (value) => {
          if (abort.signal.aborted) return;
          this.value = value;
          this.error = null;
          this.loading = false;
        },
        (error: unknown) => {
          if (abort.signal.aborted) return;
          this.value = null;
          this.error = error;
          this.loading = false;
        },
      );
      return () => abort.abort();
    });
  }

  retry(): void {
    this.#attempt += 1;
  }
}
