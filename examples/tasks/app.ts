import { app } from "quintet";
import { apiDocs } from "quintet/api";
import { defineSettings } from "quintet/config";
import { tasks } from "./module.ts";

const settings = defineSettings({ prefix: "TASKS_", fields: {} });
const values = settings.load({
  env: process.env,
  cwd: import.meta.dirname,
  args: process.argv,
});

export default app({ settings: values, modules: [tasks, apiDocs()] });
