import { resolve } from "node:path";
import { app } from "quintet";
import { apiDocs } from "quintet/api";
import { auth } from "quintet/auth";
import { defineSettings } from "quintet/config";
import { blog } from "./blog/module.ts";
import { problemPage } from "./blog/site/problem-page.ts";
import { blogTokens } from "./blog/tokens.ts";
import { showcase } from "./showcase/showcase.ts";
import { tasks } from "./tasks/module.ts";

const settings = defineSettings({
  prefix: "SHOWCASE_",
  fields: {},
  profiles: { base: { port: 8000 } },
});
const cwd = resolve(import.meta.dirname, "..");
const values = settings.load({ env: process.env, cwd, args: process.argv });

/** The showcase: all examples as one app, with the documentation. */
export default app({
  settings: values,
  http: { problemPage },
  modules: [
    auth({ signUp: true, verifyEmail: false, tokens: blogTokens(values) }),
    blog,
    tasks,
    showcase,
    apiDocs({ title: "Quintet showcase" }),
  ],
});
