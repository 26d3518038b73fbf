import type { App } from "../../app/index.ts";
import { type AfterMigrate, transaction, UNIQUE_VIOLATION } from "../../db/index.ts";
import { Permission } from "./permission.ts";
import { permissionsOfApp } from "./roles.ts";

/** What `syncPermissions` has found and made. */
export interface SyncedPermissions {
  /** How many rows were made. */
  readonly made: number;
  /** Codes of rows that no model and no module of the app has any more. They grant nothing, and are kept. */
  readonly stale: readonly string[];
}

/** As many processes may be at it at the same moment. */
const TRIES = 5;

/**
 * Makes rows of all permissions of the app, for pages that let people choose. `quintet migrate` does it.
 *
 * Safe to repeat, and safe when several processes do it at once.
 */
export async function syncPermissions(app: App): Promise<SyncedPermissions> {
  const wanted = permissionsOfApp(app);
  const codes = new Set(wanted.map(({ code }) => code));
  for (let tries = 1; ; tries++) {
    const known = new Set(await Permission.all().pluck("code"));
    const missing = wanted.filter(({ code }) => !known.has(code));
    try {
      await transaction(() => Permission.createMany(missing));
      return { made: missing.length, stale: [...known].filter((code) => !codes.has(code)).sort() };
    } catch (error) {
      // Another process has made some of them meanwhile.
      if (!UNIQUE_VIOLATION.is(error) || tries === TRIES) throw error;
    }
  }
}

/** Deletes the rows of permissions that the app does not have any more, with what was granted by them. */
export async function prunePermissions({ stale }: SyncedPermissions): Promise<number> {
  return Permission.where({ code: { in: stale } }).delete();
}

export const permissionsAfterMigrate: AfterMigrate = async (app, print) => {
  const { made, stale } = await syncPermissions(app);
  if (made > 0) print.success(`${made} permissions made.`);
  if (stale.length === 0) return;
  print.warn(
    `No model or module has the permissions ${stale.join(", ")} any more: \`quintet sync_permissions --prune\` deletes them.`,
  );
};
