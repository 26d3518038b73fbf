import { module } from "quintet";
import { currentLog } from "quintet/core";
import { sql } from "quintet/db";
import { get, group, unavailable } from "quintet/http";

/** The process is up: whoever started it need not start it anew. */
const alive = get("/health", () => ({ status: "ok" }));

/** It can answer: a load balancer may send requests. What is wrong stands in the log, not in the answer. */
const ready = get("/ready", async () => {
  try {
    await sql`select 1`;
  } catch (error) {
    currentLog().error("the database does not answer", { error });
    throw unavailable("The database does not answer.");
  }
  return { status: "ok", database: "ok" };
});

export const health = module("health", {
  routes: [
    group("", { public: true, documented: false, worksInMaintenance: true }, [alive, ready]),
  ],
});
