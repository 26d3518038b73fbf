import { defineSettings } from "quintet/config";
import { int } from "quintet/schema";

/** `npx quintet settings` lists them all, with where each comes from. */
export const settings = defineSettings({
  prefix: "{{PREFIX}}",
  fields: {
    pageSize: int({ min: 1, max: 100 }).default(20).help("Notes on a page"),
  },
});
