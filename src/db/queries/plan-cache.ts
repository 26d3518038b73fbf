import { Recent } from "../connections/drivers/recent.ts";

/** Shapes that an app uses are hundreds; the limit is for those that make shapes without end. */
const PLANS_KEPT = 2000;

/** What was built for each shape of query. */
export class PlanCache {
  readonly #plans = new Recent<string, unknown>(PLANS_KEPT);
  #built = 0;

  /** How many statements were built so far: it stays where it is once each shape was seen. */
  get built(): number {
    return this.#built;
  }

  get(shape: string): unknown {
    return this.#plans.find(shape);
  }

  set(shape: string, plan: unknown): void {
    this.#built++;
    this.#plans.set(shape, plan);
  }
}
