import { middleware, type Middleware } from "../../http/index.ts";

/** No cache may keep what is somebody's own. */
export const noStore: Middleware = middleware("auth.noStore", async (_request, next) =>
  (await next()).header("cache-control", "no-store"),
);
