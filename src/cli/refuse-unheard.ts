import type { App } from "../app/index.ts";
import type { LoadedSettings } from "../config/index.ts";
import { CLI_SETTING_UNHEARD } from "./errors.ts";

/** A `--set` that the app does not read would be lost without a word. @throws `CLI_SETTING_UNHEARD` */
export function refuseUnheard(app: App, assignments: readonly string[]): void {
  if (assignments.length === 0) return;
  const loaded: readonly LoadedSettings[] = app.contributions("settings");
  const rows = loaded.flatMap((one) => one.describe());
  const heard = new Set(rows.map(({ source }) => source));
  for (const assignment of assignments) {
    const [name = ""] = assignment.split("=", 1);
    if (!heard.has(`--set ${name}`)) throw CLI_SETTING_UNHEARD(assignment);
  }
}
