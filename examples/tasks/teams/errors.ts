import { defineError } from "quintet/core";

export const TEAMS_LAST_OWNER = defineError(
  "TEAMS_LAST_OWNER",
  409,
  () => "The team would have no owner.",
  "Make somebody else an owner first, or delete the team.",
);
