import { slot } from "../core/index.ts";
import type { Events } from "./events.ts";

/** The hub of the app in whose context this runs. */
export const currentEvents = slot<Events>("events");
