import { defineSettings } from "quintet/config";
import { int } from "quintet/schema";

export const settings = defineSettings({
  prefix: "HELLO_",
  fields: {
    pageSize: int({ min: 1, max: 100 }).default(20).help("Greetings on a page"),
  },
  profiles: { base: { port: 8000 } },
});
