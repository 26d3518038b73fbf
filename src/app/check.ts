import { currentLog, throwAll } from "../core/index.ts";
import type { App } from "./app.ts";
import { CHECK_FAILED } from "./errors.ts";

/** Something wrong with how an app is put together or set up. */
export interface Problem {
  /** Stable, `module.what_is_wrong`. */
  readonly id: string;
  /** Errors keep the app from starting, warnings are logged. */
  readonly level: "error" | "warning";
  /** What is wrong, with the offending value. */
  readonly message: string;
  /** How to mend it. */
  readonly hint: string;
}

/** Looks for problems; it must change nothing, and runs before anything is started. */
export type Check = (app: App) => readonly Problem[] | Promise<readonly Problem[]>;

/** Runs all checks of an app, in order. */
export async function findProblems(app: App): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const check of app.contributions("checks")) problems.push(...(await check(app)));
  return problems;
}

/**
 * Logs the warnings, then throws the errors.
 *
 * @throws `APP_CHECK_FAILED`, several of them as `CORE_SEVERAL_ERRORS`
 */
export function reportProblems(problems: readonly Problem[]): void {
  for (const { level, id, message, hint } of problems) {
    if (level === "warning") currentLog().warn(message, { check: id, hint });
  }
  const errors = problems.filter(({ level }) => level === "error");
  throwAll(errors.map(({ id, message, hint }) => CHECK_FAILED(id, message, hint)));
}
