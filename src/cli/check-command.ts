import type { Command } from "commander";
import type { CommandContext } from "./command-context.ts";

/** `quintet check` */
export function addCheck(program: Command, context: CommandContext): void {
  program
    .command("check")
    .description("Looks for problems in how the app is put together; starts nothing")
    .action(async () => {
      const { app } = await context.findApp();
      const problems = await app.check();
      const { print } = context;
      for (const { level, id, message, hint } of problems)
        print[toneOf(level)](`${id}: ${message} ${hint}`);
      const errors = problems.filter(({ level }) => level === "error").length;
      if (errors > 0) context.exitWith(1);
      else print.success(problems.length === 0 ? "No problems." : "Warnings only.");
    });
}

function toneOf(level: "error" | "warning"): "error" | "warn" {
  return level === "error" ? "error" : "warn";
}
