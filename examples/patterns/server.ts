// A server: a front page, its status, an echo. What is at no address is 404 by itself.
import { app, module } from "quintet/app";
import { now } from "quintet/core";
import { get, http, post } from "quintet/http";
import { json } from "quintet/schema";

const front = get("/", () => ({ message: "Welcome", status: "/api/status" }));

const status = get("/api/status", () => ({ status: "ok", time: now() }));

const echo = post("/api/echo", { body: json().nullable() }, ({ body }) => ({ echo: body }));

export default app({ modules: [http(), module("site", { routes: [front, status, echo] })] });
