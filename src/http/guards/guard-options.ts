import { didYouMean } from "../../core/index.ts";
import { GUARD_OPTION_INVALID } from "./errors.ts";

/**
 * Refuses names that nobody reads: a misspelt option of a guard is a guard that is not there.
 *
 * @throws `HTTP_GUARD_OPTION_INVALID`
 */
export function checkNames(option: string, given: object, known: readonly string[]): void {
  for (const name of Object.keys(given)) {
    if (known.includes(name)) continue;
    throw GUARD_OPTION_INVALID(
      option,
      `it has no "${name}".${didYouMean(name, known)} It takes ${known.join(", ")}`,
    );
  }
}
