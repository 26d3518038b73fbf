import type { RuleOf } from "./permission.ts";
import type { BulkChoice, BulkOperation, Operation } from "./resource-options.ts";

/** What the compiler knows of the operations that there are: names of the policy's rules, `only` and `bulk`. */
export interface Offers<
  P extends string = string,
  L extends Operation = Operation,
  B extends BulkChoice = BulkChoice,
> {
  readonly rules: P;
  readonly only: L;
  readonly bulk: B;
}

/** The operations of `only` that the policy has a rule for. */
export type OfferedOperation<O extends Offers> = {
  [K in O["only"]]: RuleOf[K] extends O["rules"] ? K : never;
}[O["only"]];

/** Of these, what is offered for several rows at once. */
export type OfferedInBulk<O extends Offers> = Extract<BulkOperation, OfferedOperation<O>> &
  (O["bulk"] extends readonly (infer K)[] ? K : O["bulk"] extends false ? never : BulkOperation);
