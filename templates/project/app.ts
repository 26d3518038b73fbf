import { app } from "quintet";
import { apiDocs } from "quintet/api";
import { notes } from "./notes/module.ts";
import { settings } from "./settings.ts";

const values = settings.load({
  env: process.env,
  cwd: import.meta.dirname,
  args: process.argv,
});

export default app({ settings: values, modules: [notes, apiDocs({ title: "{{name}}" })] });
