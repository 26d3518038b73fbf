import { app } from "quintet";
import { greetings } from "./greetings/module.ts";
import { settings } from "./settings.ts";

const values = settings.load({
  env: process.env,
  cwd: import.meta.dirname,
  args: process.argv,
});

export default app({ settings: values, modules: [greetings] });
