import { module } from "quintet";
import { Greeting } from "./models.ts";
import { routes } from "./routes.ts";
import { seed } from "./seed.ts";

export const greetings = module("greetings", { models: [Greeting], routes, commands: [seed] });
