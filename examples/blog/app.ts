import { app } from "quintet";
import { apiDocs } from "quintet/api";
import { auth } from "quintet/auth";
import { defineSettings } from "quintet/config";
import { blog } from "./module.ts";
import { problemPage } from "./site/problem-page.ts";
import { blogTokens } from "./tokens.ts";

const settings = defineSettings({ prefix: "BLOG_", fields: {} });
const values = settings.load({ env: process.env, cwd: import.meta.dirname, args: process.argv });

export default app({
  settings: values,
  http: { problemPage },
  modules: [
    auth({ signUp: true, verifyEmail: false, tokens: blogTokens(values) }),
    blog,
    apiDocs(),
  ],
});
