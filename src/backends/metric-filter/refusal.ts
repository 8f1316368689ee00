/** Thrown from deep inside the metric-filter backend and caught in `metricFilter`; it never leaves the backend. */
export class Refusal extends Error {
  /** The nearest thing that would work. */
  readonly instead: string

  constructor(why: string, instead: string) {
    super(why)
    this.instead = instead
  }
}
