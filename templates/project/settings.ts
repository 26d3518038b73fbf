import { defineSettings } from "quintet/config";
import { bool } from "quintet/schema";

/** `npx quintet settings` lists them all, with where each comes from. */
export const settings = defineSettings({
  prefix: "{{PREFIX}}",
  fields: {
    readOnly: bool().default(false).help("Nobody writes notes"),
  },
});
