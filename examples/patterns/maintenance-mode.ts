// Maintenance: while the switch is on, everybody but staff is told to come back later.
import { app, module } from "quintet/app";
import { forbidden, get, http, put } from "quintet/http";
import { bool } from "quintet/schema";

let isClosed = false;

const front = get("/", () => "hello");

const health = get("/health", { worksInMaintenance: true }, () => ({ status: "ok" }));

const close = put("/maintenance", { body: { closed: bool() } }, ({ body, user }) => {
  if (!user.isStaff) throw forbidden("Only staff closes the service.");
  isClosed = body.closed;
  return body;
});

export default app({
  modules: [
    http({ maintenance: { isOn: () => isClosed } }),
    module("site", { routes: [front, health, close] }),
  ],
});
