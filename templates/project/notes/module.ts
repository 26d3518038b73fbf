import { module } from "quintet";
import { Note } from "./models.ts";
import { noteRoutes } from "./routes.ts";

export const notes = module("notes", { models: [Note], routes: [noteRoutes] });
