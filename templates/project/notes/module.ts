import { module } from "quintet";
import { notesApi } from "./api.ts";
import { Note } from "./models.ts";

export const notes = module("notes", { models: [Note], routes: [notesApi] });
