import { didYouMean } from "../core/index.ts";
import type { SettingProblem } from "./setting-problem.ts";

/** What a program runs for. It decides defaults, and which `.env` files are read. */
export type Profile = "development" | "test" | "production";

export const PROFILES: readonly Profile[] = ["development", "test", "production"];

/** Names in the environment that choose the profile; the first that is set counts. */
export const PROFILE_NAMES = ["QUINTET_ENV", "NODE_ENV"] as const;

/** A text that was given somewhere. */
export interface Given {
  readonly text: string;
  /** Where, for people: `"environment"`, `".env:3"`. */
  readonly source: string;
}

/** Reads the name of a profile; what is none is a problem, never development by accident. */
export function readProfile(name: string, { text, source }: Given): Profile | SettingProblem {
  const found = PROFILES.find((profile) => profile === text);
  if (found !== undefined) return found;
  const nearest = didYouMean(text, PROFILES).trim();
  const isShared = name === "NODE_ENV" && nearest === "";
  return {
    level: "error",
    name,
    code: "choice",
    message: `must be one of ${PROFILES.join(", ")}`,
    value: JSON.stringify(text.slice(0, 60)),
    source,
    hint: isShared ? "Where others need that value, set QUINTET_ENV: it goes first." : nearest,
  };
}
