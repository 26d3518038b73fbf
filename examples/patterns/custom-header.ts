// A middleware that adds a header to every answer, errors included.
import { app, module } from "quintet/app";
import { get, http, middleware } from "quintet/http";

export function customHeader(name: string, value: string) {
  return middleware("custom header", async (_request, next) => (await next()).header(name, value));
}

const front = get("/", () => "hello");

export default app({
  modules: [
    http({ middleware: [customHeader("X-Served-By", "patterns")] }),
    module("site", { routes: [front] }),
  ],
});
