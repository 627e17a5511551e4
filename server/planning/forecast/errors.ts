/** How far forecasts were from what came. */

export interface Judged {
  forecast: number;
  actual: number;
  /** Of the futures, where there are any. */
  low?: number;
  high?: number;
}

export interface Errors {
  /** Σ |forecast − actual| ÷ Σ actual: large areas weigh as much as their people. */
  wape: number;
  /** Mean of |forecast − actual| ÷ actual over areas with anybody. */
  mape: number | null;
  /** The same with its sign: above 0 too many were forecast. */
  malpe: number | null;
}

export function errorsOf(list: readonly Judged[]): Errors {
  const all = list.reduce((sum, { actual }) => sum + actual, 0);
  const wrong = list.reduce((sum, { forecast, actual }) => sum + Math.abs(forecast - actual), 0);
  const some = list.filter(({ actual }) => actual > 0);
  const mean = (of: (judged: Judged) => number) =>
    some.length > 0 ? some.reduce((sum, judged) => sum + of(judged), 0) / some.length : null;
  return {
    wape: all > 0 ? wrong / all : 0,
    mape: mean(({ forecast, actual }) => Math.abs(forecast - actual) / actual),
    malpe: mean(({ forecast, actual }) => (forecast - actual) / actual),
  };
}

/** Share of what came that lay between low and high; null without intervals. */
export function coverageOf(list: readonly Judged[]): number | null {
  const told = list.filter(({ low, high }) => low !== undefined && high !== undefined);
  if (told.length === 0) return null;
  return told.filter(({ low, high, actual }) => low! <= actual && actual <= high!).length / told.length;
}
