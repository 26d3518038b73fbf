import { app, module } from "quintet";
import { apiDocs } from "quintet/api";
import { auth, tokenRoutes } from "quintet/auth";
import { defineSettings } from "quintet/config";
import { tasks } from "./module.ts";

const settings = defineSettings({ prefix: "TASKS_", fields: {} });
const values = settings.load({ env: process.env, cwd: import.meta.dirname, args: process.argv });

const users = auth({
  signUp: true,
  tokens: {
    keys: [{ id: "1", secret: values.secretKey }],
    issuer: "task-manager",
    audience: "task-manager",
  },
});
const tokens = module("tokens", { routes: [tokenRoutes()] });

export default app({ settings: values, modules: [users, tokens, tasks, apiDocs()] });
