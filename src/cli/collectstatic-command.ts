import type { Command } from "commander";
import type { App } from "../app/index.ts";
import { collectStatic, staticFilesIn } from "../http/index.ts";
import type { CommandContext } from "./command-context.ts";

/** `quintet collectstatic` */
export function addCollectstatic(program: Command, context: CommandContext): void {
  program
    .command("collectstatic")
    .description("Copies static files under names with a hash, compressed beside, for production")
    .action(async () => {
      const { app } = await context.findApp();
      if ((await collectFiles(context, app)) > 0) return;
      context.print.warn(
        "Nothing to collect: no staticFiles() of the app says by `collected` where its files go.",
      );
    });
}

/** Collects the files of all `staticFiles` that say where they go; how many those are. */
export async function collectFiles({ print }: CommandContext, app: App): Promise<number> {
  const places = staticFilesIn(app.contributions("routes")).filter(({ collected }) => collected);
  for (const { folder, collected } of places) {
    const { names } = await collectStatic({ from: [folder], to: collected! });
    print.success(`${Object.keys(names).length} static files collected in ${collected}.`);
  }
  return places.length;
}
